package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Each way in which a provider refuses a probe gives its exact class and remedy, as does each way
 * in which an endpoint is broken.
 */
public abstract class ProbeContract extends BrokenEndpointContract {

  private static final Duration TIME = Duration.ofSeconds(20);

  @Test
  void wrongSecret() {
    assertRefused(cases.wrongSecret(), ProbeCase.WRONG_SECRET);
  }

  @Test
  void wrongKeyId() {
    assertRefused(cases.wrongKeyId(), ProbeCase.WRONG_KEY_ID);
  }

  @Test
  void noSuchPlace() {
    assertRefused(cases.noPlace(), ProbeCase.NO_PLACE);
  }

  @Test
  void readOnlyCredentials() {
    assertRefused(cases.readOnly(), ProbeCase.READ_ONLY);
  }

  @Test
  void writeOnlyCredentials() {
    try (BlobStore store = open(fixture.port())) {
      store.reap(Duration.ZERO, in(TIME));
      assertRefused(cases.writeOnly(), ProbeCase.WRITE_ONLY);
      assertThat(store.reap(Duration.ZERO, in(TIME))).as("probes left behind").isZero();
    }
  }
}

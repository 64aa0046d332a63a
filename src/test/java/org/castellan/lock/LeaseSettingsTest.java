package org.castellan.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseSettingsTest {

  private static final LeaseSettings MINUTE = LeaseSettings.of(Duration.ofMinutes(1));

  @Test
  void aMinuteHasSixHeartbeatsAndAMargin() {
    assertThat(MINUTE.heartbeat()).isEqualTo(Duration.ofSeconds(10));
    assertThat(MINUTE.margin()).isEqualTo(Duration.ofSeconds(6));
    assertThat(MINUTE.releaseTimeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT60S", "PT1H"})
  void boundsAreAllowed(String ttl) {
    assertThat(LeaseSettings.of(Duration.parse(ttl)).ttl()).isEqualTo(Duration.parse(ttl));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "PT0S", "PT0.999S", "PT1H0.001S"})
  void beyondTheBoundsIsRefused(String ttl) {
    assertThatIllegalArgumentException().isThrownBy(() -> LeaseSettings.of(Duration.parse(ttl)));
  }

  @Test
  void partsThatDoNotFitIntoTheLeaseAreRefused() {
    Duration second = Duration.ofSeconds(1);
    refused(Duration.ofSeconds(30), second, second, second);
    refused(second, Duration.ZERO, second, second);
    refused(second, second, Duration.ofMinutes(1), second);
    refused(second, second, second, Duration.ofSeconds(6));
  }

  private static void refused(
      Duration heartbeat, Duration margin, Duration acquire, Duration release) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LeaseSettings(MINUTE.ttl(), heartbeat, margin, acquire, release));
  }
}

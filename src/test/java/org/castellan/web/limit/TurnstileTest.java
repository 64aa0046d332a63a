package org.castellan.web.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.castellan.web.problem.ProblemException;
import org.junit.jupiter.api.Test;

class TurnstileTest {
  private static final UUID ACME = UUID.randomUUID();
  private static final UUID OTHER = UUID.randomUUID();

  private final AtomicLong nanos = new AtomicLong(-5);
  private final Turnstile turnstile = new Turnstile(new Limits(2, 1, 3), nanos::get);

  @Test
  void takesSoManyUploadsAtOnceAndTheNextWhenOneHasEnded() {
    Place first = turnstile.upload(ACME);
    turnstile.upload(ACME);
    assertThatThrownBy(() -> turnstile.upload(ACME)).hasMessageContaining("TOO_MANY_UPLOADS");
    first.close();
    turnstile.upload(ACME);
    assertThatThrownBy(() -> turnstile.upload(ACME)).hasMessageContaining("TOO_MANY_UPLOADS");
  }

  @Test
  void oneOrganizationsUploadsTakeNoPlaceOfAnothers() {
    turnstile.upload(ACME);
    turnstile.upload(ACME);
    assertThat(turnstile.upload(OTHER)).isNotNull();
  }

  @Test
  void aPlaceIsGivenBackOnce() {
    Place first = turnstile.upload(ACME);
    turnstile.upload(ACME);
    first.close();
    first.close();
    turnstile.upload(ACME);
    assertThatThrownBy(() -> turnstile.upload(ACME)).hasMessageContaining("TOO_MANY_UPLOADS");
  }

  @Test
  void takesSoManyValidationsAtOnce() {
    Place first = turnstile.validation(ACME);
    var refused = refusal();
    assertThat(refused.problem().headers()).containsEntry("Retry-After", "2");
    first.close();
    assertThat(turnstile.validation(ACME)).isNotNull();
  }

  @Test
  void beginsSoManyValidationsInAMinuteAndSaysWhenThereAreMore() {
    validate(3);
    pass(Duration.ofSeconds(20));
    assertThat(refusal().problem().headers()).containsEntry("Retry-After", "40");
    pass(Duration.ofSeconds(40).minusNanos(1));
    assertThat(refusal().problem().headers()).containsEntry("Retry-After", "1");
    pass(Duration.ofNanos(1));
    validate(3);
    assertThat(refusal().problem().headers()).containsEntry("Retry-After", "60");
  }

  /** Whoever is refused takes no place with it, and whoever waits for a place uses up no turn. */
  @Test
  void aRefusalCountsForNothing() {
    Place place = turnstile.validation(ACME);
    refusal();
    refusal();
    place.close();
    validate(2);
    refusal();
    pass(Duration.ofMinutes(1));
    validate(1);
  }

  private void validate(int times) {
    for (int i = 0; i < times; i++) {
      turnstile.validation(ACME).close();
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private ProblemException refusal() {
    return catchThrowableOfType(ProblemException.class, () -> turnstile.validation(ACME));
  }
}

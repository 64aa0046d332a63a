package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Promise 8. */
class DoubtTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AtomicLong nanos = new AtomicLong(-5);
  private final Doubt doubt = new Doubt(PATIENCE, nanos::get);

  @Test
  void aRunThatReachedAllHasNone() {
    doubt.answered();
    assertThat(doubt.reason()).isEmpty();
  }

  @Test
  void itTellsHowManyWereNotReached() {
    doubt.unreached();
    doubt.unreached();
    assertThat(doubt.reason()).get().asString().startsWith("2 so far healthy backends");
  }

  @Test
  void goingOnIsNoUseWhenNothingHasAnsweredForTheWholePatience() {
    pass(PATIENCE.minusNanos(1));
    assertThat(doubt.unreached()).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(doubt.unreached()).isTrue();
  }

  @Test
  void anAnswerMakesItPatientAgain() {
    pass(PATIENCE);
    doubt.answered();
    assertThat(doubt.unreached()).isFalse();
    pass(PATIENCE);
    assertThat(doubt.unreached()).isTrue();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}

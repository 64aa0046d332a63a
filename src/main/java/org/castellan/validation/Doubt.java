package org.castellan.validation;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a run could not reach and does not blame on the backends, and whether it is any use going
 * on. Thread-safe.
 */
final class Doubt {

  private final Duration patience;
  private final LongSupplier nanos;
  private long answered;
  private int unreached;

  /**
   * @param patience how long backends may fail with none in between that answers
   * @param nanos a monotonic clock
   */
  Doubt(Duration patience, LongSupplier nanos) {
    this.patience = patience;
    this.nanos = nanos;
    this.answered = nanos.getAsLong();
  }

  /** A backend was reached, whatever it said. */
  synchronized void answered() {
    answered = nanos.getAsLong();
  }

  /**
   * A so-far-{@code OK} backend was not reached.
   *
   * @return whether nothing has answered for so long that this replica had better stop
   */
  synchronized boolean unreached() {
    unreached++;
    return nanos.getAsLong() - answered >= patience.toNanos();
  }

  /** Why another replica shall look at what is left; empty when there is nothing to doubt. */
  synchronized Optional<String> reason() {
    return unreached == 0 ? Optional.empty() : Optional.of(words());
  }

  private String words() {
    return "%d so far healthy backends could not be reached, which may be this replica's own fault"
        .formatted(unreached);
  }
}

package org.castellan.audit;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets so many through in a minute, and counts the others. Thread-safe. */
final class QuietMinute {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final int most;
  private final LongSupplier nanos;
  private long begun;
  private int told;
  private long untold;

  /**
   * @param most at least 1
   */
  QuietMinute(int most, LongSupplier nanos) {
    this.most = most;
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
  }

  /** Empty when this one is only counted. */
  synchronized Optional<Told> next() {
    long now = nanos.getAsLong();
    if (now - begun >= MINUTE) {
      begun = now;
      told = 0;
    }
    if (told == most) {
      untold++;
      return Optional.empty();
    }
    told++;
    var next = new Told(untold);
    untold = 0;
    return Optional.of(next);
  }

  /**
   * One that is let through.
   *
   * @param before how many were not, since the last one that was
   */
  record Told(long before) {}
}

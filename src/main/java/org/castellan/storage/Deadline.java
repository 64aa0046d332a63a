package org.castellan.storage;

import java.time.Duration;

/**
 * The moment by which a provider call has ended, whatever the provider does. On the monotonic clock
 * of this process.
 */
public final class Deadline {

  private final long nanoTime;

  private Deadline(long nanoTime) {
    this.nanoTime = nanoTime;
  }

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  public boolean expired() {
    return nanoTime - System.nanoTime() <= 0;
  }
}

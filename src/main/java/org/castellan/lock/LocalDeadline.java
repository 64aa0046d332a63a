package org.castellan.lock;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The moment from which the holder no longer counts on its lock, on a monotonic clock. Once it has
 * been seen to pass it stays passed: an acknowledgement that comes later does not bring the lease
 * back, because somebody may have acted on its loss. Thread-safe.
 */
final class LocalDeadline {

  private final LongSupplier nanoTime;
  private final long held;
  private long until;
  private boolean passed;

  /**
   * @param nanoTime a monotonic clock, such as {@link System#nanoTime()}
   * @param held how long a sent and acknowledged statement keeps the lock
   * @param sentAt when the statement that took the lock was sent
   */
  LocalDeadline(LongSupplier nanoTime, Duration held, long sentAt) {
    this.nanoTime = nanoTime;
    this.held = held.toNanos();
    this.until = sentAt + this.held;
  }

  /** A heartbeat sent at {@code sentAt} was acknowledged. False when it came too late. */
  synchronized boolean extend(long sentAt) {
    if (hasPassed()) {
      return false;
    }
    until = sentAt + held;
    return true;
  }

  synchronized boolean hasPassed() {
    passed = passed || nanoTime.getAsLong() - until >= 0;
    return passed;
  }

  /** Zero when passed. */
  synchronized Duration remaining() {
    long left = until - nanoTime.getAsLong();
    return passed || left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
  }
}

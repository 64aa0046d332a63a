package org.castellan.lock;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Sends heartbeats when they are due, one at a time, on a thread that may wait for the answer. */
final class Heartbeat {

  private final Executor executor;
  private final LongSupplier nanoTime;
  private final long interval;
  private final LongConsumer beat;
  private final AtomicBoolean inFlight = new AtomicBoolean();
  private volatile long sentAt;

  /**
   * @param sentAt when the lock was asked for, which counts as the first
   * @param beat sends one and waits; given the time at which it starts
   */
  Heartbeat(
      Executor executor, LongSupplier nanoTime, Duration interval, long sentAt, LongConsumer beat) {
    this.executor = executor;
    this.nanoTime = nanoTime;
    this.interval = interval.toNanos();
    this.sentAt = sentAt;
    this.beat = beat;
  }

  /** Does not block. */
  void sendIfDue() {
    if (nanoTime.getAsLong() - sentAt >= interval && inFlight.compareAndSet(false, true)) {
      executor.execute(this::send);
    }
  }

  private void send() {
    try {
      sentAt = nanoTime.getAsLong();
      beat.accept(sentAt);
    } finally {
      inFlight.set(false);
    }
  }
}

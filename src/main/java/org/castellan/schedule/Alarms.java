package org.castellan.schedule;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something later unless it is cancelled before. Thread-safe. */
@FunctionalInterface
public interface Alarms {

  /** Runs {@code action} once after {@code delay}. */
  Alarm in(Duration delay, Runnable action);

  /** An alarm that was set. */
  @FunctionalInterface
  interface Alarm {
    /** Idempotent; too late is no error. */
    void cancel();
  }

  /** On an executor whose threads jobs cannot use up. */
  static Alarms on(ScheduledExecutorService executor) {
    return (delay, action) -> {
      var future = executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    };
  }
}

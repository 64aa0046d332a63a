package org.castellan.audit;

import static java.lang.System.Logger.Level.DEBUG;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Deletes events that are older than an age, every hour, some at a time. Thread-safe. */
public final class EventRetention {

  private static final System.Logger LOG = System.getLogger(EventRetention.class.getName());
  private static final int BATCH = 1000;
  private static final long EVERY_MINUTES = 60;

  private final EventLog events;
  private final ScheduledExecutorService executor;
  private final Duration age;
  private @Nullable Future<?> looking;

  public EventRetention(EventLog events, ScheduledExecutorService executor, Duration age) {
    this.events = events;
    this.executor = executor;
    this.age = age;
  }

  /** Returns at once; once started, starting again does nothing. */
  public synchronized void start() {
    if (looking == null) {
      looking =
          executor.scheduleWithFixedDelay(
              this::forget, EVERY_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
    }
  }

  public synchronized void stop() {
    Optional.ofNullable(looking).ifPresent(task -> task.cancel(false));
  }

  void forget() {
    try {
      while (events.forget(age, BATCH) == BATCH) {
        // There may be more.
      }
    } catch (RuntimeException e) {
      // Others tell that the database is gone; an exception would end the schedule.
      LOG.log(DEBUG, "old events could not be deleted", e);
    }
  }
}

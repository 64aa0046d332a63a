package org.castellan.lock;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks after everything that has a deadline, in rounds that go on as long as there is anything. A
 * task for each deadline would wake a thread for each, which costs more than taking a lock does.
 * Never waits for the database itself, so nothing that hangs there holds it up. Thread-safe.
 */
final class Watchdog {

  private static final Logger LOG = System.getLogger(Watchdog.class.getName());

  private final ScheduledExecutorService executor;
  private final long pause;
  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean going = new AtomicBoolean();

  /** What has a deadline. */
  interface Watched {
    /** Does what is due, without blocking. */
    void look();
  }

  /**
   * @param pause between rounds: how late a deadline may be noticed
   */
  Watchdog(ScheduledExecutorService executor, Duration pause) {
    this.executor = executor;
    this.pause = pause.toNanos();
  }

  /**
   * @throws RejectedExecutionException when the executor has been shut down
   */
  void watch(Watched one) {
    watched.add(one);
    try {
      go();
    } catch (RejectedExecutionException e) {
      watched.remove(one);
      throw e;
    }
  }

  void forget(Watched one) {
    watched.remove(one);
  }

  private void go() {
    if (going.compareAndSet(false, true)) {
      schedule();
    }
  }

  private void schedule() {
    try {
      var unused = executor.schedule(this::round, pause, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      going.set(false);
      throw e;
    }
  }

  private void round() {
    watched.forEach(Watchdog::look);
    try {
      if (!watched.isEmpty()) {
        schedule();
        return;
      }
      going.set(false);
      if (!watched.isEmpty()) {
        go();
      }
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "The executor was shut down with locks held", e);
    }
  }

  private static void look(Watched one) {
    try {
      one.look();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A lock could not be looked after", e);
    }
  }
}

package org.castellan.lock;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks after everything that has a deadline, in rounds that go on as long as there is anything. A
 * task for each deadline would wake a thread for each, which costs more than taking a lock does.
 * Never waits for the database itself, so nothing that hangs there holds it up. Thread-safe.
 */
final class Watchdog {

  private static final Logger LOG = System.getLogger(Watchdog.class.getName());

  private static final Future<?> NOTHING = CompletableFuture.completedFuture("nothing");

  private final ScheduledExecutorService executor;
  private final long pause;
  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();

  /** The round to come, or the one under way; done when there is neither. */
  private volatile Future<?> next = NOTHING;

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
      begin();
    } catch (RejectedExecutionException e) {
      watched.remove(one);
      throw e;
    }
  }

  void forget(Watched one) {
    watched.remove(one);
  }

  /**
   * Whether the rounds have ended although there is something to look after: the executor did not
   * run what it had accepted, as a server's does not while the server is suspended. They begin
   * again with the next thing to watch.
   */
  boolean isHeldBack() {
    return next.isDone();
  }

  private synchronized void begin() {
    if (next.isDone()) {
      schedule();
    }
  }

  private void schedule() {
    next = executor.schedule(this::round, pause, TimeUnit.NANOSECONDS);
  }

  private void round() {
    watched.forEach(Watchdog::look);
    goOn();
  }

  private synchronized void goOn() {
    if (watched.isEmpty()) {
      next = NOTHING;
      return;
    }
    try {
      schedule();
    } catch (RejectedExecutionException e) {
      next = NOTHING;
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

package org.castellan.schedule;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.castellan.lock.LockException;

/**
 * Lets looks at a checker never be at the same time, and never fail: any failure is a line in the
 * log, because a schedule must never die. Thread-safe.
 */
final class Polls {

  private static final Logger LOG = System.getLogger(Polls.class.getName());

  private final String scope;
  private final String node;
  private final Duration pace;
  private final AtomicInteger callers = new AtomicInteger();
  private final AtomicBoolean aside = new AtomicBoolean();

  /**
   * @param pace how long to wait before the next look when one failed
   */
  Polls(String scope, String node, Duration pace) {
    this.scope = scope;
    this.node = node;
    this.pace = pace;
  }

  /**
   * Looks; a call during another one makes that one look again.
   *
   * @param meanwhile what such a call does itself, one at a time too
   * @return how long to wait before the next call
   */
  Duration poll(Supplier<Duration> look, Supplier<Duration> meanwhile) {
    if (callers.getAndIncrement() > 0) {
      return aside(meanwhile);
    }
    Duration next;
    int answered;
    do {
      answered = callers.get();
      next = safely(look);
    } while (callers.addAndGet(-answered) > 0);
    return next;
  }

  private Duration aside(Supplier<Duration> meanwhile) {
    if (!aside.compareAndSet(false, true)) {
      return pace;
    }
    try {
      return safely(meanwhile);
    } finally {
      aside.set(false);
    }
  }

  private Duration safely(Supplier<Duration> work) {
    try {
      return work.get();
    } catch (ScheduleException | LockException e) {
      LOG.log(Level.WARNING, "node {0}, scope {1}: {2}", node, scope, e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "node " + node + ", scope " + scope + ": failed", e);
    }
    return pace;
  }
}

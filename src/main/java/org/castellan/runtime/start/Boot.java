package org.castellan.runtime.start;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of the start one after the other, in the background, and begins again after a
 * while when one fails. Says what it waits for when that changes and then now and again.
 * Thread-safe.
 */
public final class Boot {

  private static final Logger LOG = System.getLogger(Boot.class.getName());
  private static final int ATTEMPTS_PER_MESSAGE = 15;

  private final ScheduledExecutorService executor;
  private final Lifecycle lifecycle;
  private final List<Step> steps;
  private final Runnable end;
  private final Duration pause;
  private int failures;
  private boolean stopped;
  private @Nullable Future<?> next;

  /**
   * Nothing runs yet.
   *
   * @param end undoes the steps, those too that were never taken
   * @param pause between two attempts
   */
  public Boot(
      ScheduledExecutorService executor,
      Lifecycle lifecycle,
      List<Step> steps,
      Runnable end,
      Duration pause) {
    this.executor = executor;
    this.lifecycle = lifecycle;
    this.steps = List.copyOf(steps);
    this.end = end;
    this.pause = pause;
  }

  /** Returns at once. */
  public synchronized void start() {
    next = executor.submit(this::attempt);
  }

  /** Ends what runs. Idempotent. */
  public void stop() {
    if (stopsNow()) {
      end.run();
    }
  }

  private synchronized boolean stopsNow() {
    boolean now = !stopped;
    stopped = true;
    Optional.ofNullable(next).ifPresent(task -> task.cancel(true));
    return now;
  }

  private void attempt() {
    for (Step step : steps) {
      if (!succeeds(step)) {
        again();
        return;
      }
    }
    lifecycle.started();
  }

  private boolean succeeds(Step step) {
    if (isStopped()) {
      return false;
    }
    try {
      step.action().run();
    } catch (RuntimeException e) {
      told(step, e);
      return false;
    }
    return endsNot();
  }

  /** What was begun while the end came has to end too. */
  private boolean endsNot() {
    boolean ended = isStopped();
    if (ended) {
      end.run();
    }
    return !ended;
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private void told(Step step, RuntimeException failure) {
    boolean news = !step.waitingFor().equals(lifecycle.waitingFor());
    lifecycle.waiting(step.waitingFor());
    failures = news ? 0 : failures + 1;
    if (failures % ATTEMPTS_PER_MESSAGE == 0) {
      LOG.log(Level.WARNING, () -> step.waitingFor() + " " + innermost(failure));
    }
  }

  /** The first line of what lies at the bottom: drivers and tools wrap it in many words. */
  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = Optional.ofNullable(cause.getMessage()).orElse("");
    return cause.getClass().getSimpleName() + ": " + message.lines().findFirst().orElse("");
  }

  private synchronized void again() {
    try {
      if (!stopped) {
        next = executor.schedule(this::attempt, pause.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "The server is stopping.", e);
    }
  }
}

package org.castellan.runtime.start;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

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
  private final AtomicBoolean busy = new AtomicBoolean();
  private final List<Future<?>> attempts = new ArrayList<>();
  private int failures;
  private boolean stopped;

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

  /**
   * Returns at once. Attempts are periodical from the start: Payara may drop the first one, which
   * it is given while it deploys, and a suspended WildFly passes over a task, which would end a
   * chain of single ones.
   */
  public synchronized void start() {
    long millis = pause.toMillis();
    attempts.add(executor.submit(this::attempt));
    attempts.add(
        executor.scheduleWithFixedDelay(this::attempt, millis, millis, TimeUnit.MILLISECONDS));
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
    attempts.forEach(task -> task.cancel(true));
    return now;
  }

  private void attempt() {
    if (busy.compareAndSet(false, true)) {
      try {
        takeSteps();
      } finally {
        busy.set(false);
      }
    }
  }

  private void takeSteps() {
    if (steps.stream().allMatch(this::succeeds)) {
      lifecycle.started();
      enough();
    }
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

  private synchronized void enough() {
    attempts.forEach(task -> task.cancel(false));
  }
}

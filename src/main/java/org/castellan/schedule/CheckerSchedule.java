package org.castellan.schedule;

import jakarta.enterprise.concurrent.ManagedExecutors;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedTask;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Turns the loops of a replica on a managed executor, and reports the replica. A running tick keeps
 * one of the executor's threads. A loop with nothing to do rests until the next instant, and a
 * round each poll looks for all of them. Thread-safe.
 */
public final class CheckerSchedule {

  private static final Logger LOG = System.getLogger(CheckerSchedule.class.getName());
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private final ManagedScheduledExecutorService executor;
  private final List<CheckerLoop> loops;
  private final Replicas replicas;
  private final Pace pace;
  private final List<Future<?>> scheduled = new CopyOnWriteArrayList<>();

  public CheckerSchedule(
      ManagedScheduledExecutorService executor,
      List<CheckerLoop> loops,
      Replicas replicas,
      Pace pace) {
    this.executor = executor;
    this.loops = List.copyOf(loops);
    this.replicas = replicas;
    this.pace = pace;
  }

  /**
   * Makes the settings of the loops the cluster's and starts to look after the initial delay.
   *
   * @throws ScheduleException when the database could not be asked; nothing is started then
   */
  public void start() {
    loops.forEach(CheckerLoop::configure);
    schedule("castellan:replica", this::round, new Pace(Duration.ZERO, pace.poll()));
    loops.forEach(loop -> schedule(identity(loop), () -> turn(loop), pace));
  }

  private void schedule(String identity, Callable<Duration> task, Pace taskPace) {
    var trigger = new CheckerTrigger(taskPace, InstantSource.system());
    scheduled.add(executor.schedule(named(identity, task), trigger));
  }

  private static <T> Callable<T> named(String identity, Callable<T> task) {
    return ManagedExecutors.managedTask(task, Map.of(ManagedTask.IDENTITY_NAME, identity), null);
  }

  private static String identity(CheckerLoop loop) {
    return "castellan:checker:" + loop.scope();
  }

  /** Whatever comes up while the loop rests, the next round sees. */
  private static Duration turn(CheckerLoop loop) {
    Duration next = loop.poll();
    return loop.rest().orElse(next);
  }

  /** Between ticks one visit to the database does for all loops. */
  private Duration round() {
    try {
      call(replicas.round(pace.peerWindow()));
    } catch (ScheduleException e) {
      LOG.log(Level.WARNING, e.getMessage());
    }
    return pace.poll();
  }

  private void call(List<Outlook> seen) {
    loops.stream().filter(loop -> seen.stream().anyMatch(loop::isCalledBy)).forEach(this::poke);
  }

  /** Of the checkers of this replica. */
  public List<String> scopes() {
    return loops.stream().map(CheckerLoop::scope).toList();
  }

  /** Has this replica look at the checker now; an unknown scope is ignored. */
  public void poke(String scope) {
    loops.stream().filter(loop -> loop.scope().equals(scope)).forEach(this::poke);
  }

  /** Without a free thread the next poll does. */
  private void poke(CheckerLoop loop) {
    try {
      scheduled.add(executor.submit(named(identity(loop), loop::poll)));
      scheduled.removeIf(Future::isDone);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "scope {0}: {1}", loop.scope(), e.getMessage());
    }
  }

  /**
   * Ends the looking, interrupts running jobs and hands their leases over; takes seconds at most.
   */
  public void stop() {
    scheduled.forEach(future -> future.cancel(false));
    for (CheckerLoop loop : loops) {
      try {
        loop.stop(STOP_PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "scope {0}: {1}", loop.scope(), e.getMessage());
      }
    }
  }
}

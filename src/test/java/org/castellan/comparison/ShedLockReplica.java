package org.castellan.comparison;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockExtender;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;

/** A timer at fixed instants, each of whose runs asks ShedLock for the lock. */
final class ShedLockReplica implements Replica {

  private final Setup setup;
  private final Duration atLeast;
  private final boolean extended;
  private final Sessions sessions;
  private final LockingTaskExecutor locking;
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);

  /**
   * @param atLeast how long a lock is kept, however short the run
   * @param extended whether the job extends its lock while it runs
   */
  ShedLockReplica(Setup setup, Duration atLeast, boolean extended) {
    this.setup = setup;
    this.atLeast = atLeast;
    this.extended = extended;
    this.sessions = new Sessions(setup.url());
    this.locking = new DefaultLockingTaskExecutor(new ShedLockOfHost(sessions, setup.node()));
  }

  static String settings(Times times, Duration atLeast) {
    return "a timer each %s, lockAtMostFor %s, lockAtLeastFor %s"
        .formatted(
            Times.seconds(times.interval()),
            Times.seconds(times.silence()),
            Times.seconds(atLeast));
  }

  @Override
  public void start() {
    Times times = setup.times();
    Instant first = setup.first().plus(setup.shift());
    long delay = Math.max(0, Duration.between(Instant.now(), first).toMillis());
    var unused =
        timer.scheduleAtFixedRate(
            this::fire, delay, times.interval().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void fire() {
    Instant now = Instant.now();
    var configuration = new LockConfiguration(now, setup.job(), setup.times().silence(), atLeast);
    var occurrence = new Occurrence(now, this::holds, Optional.empty());
    locking.executeWithLock((Runnable) () -> setup.work().run(occurrence), configuration);
  }

  private boolean holds() {
    if (!extended) {
      return true;
    }
    try {
      LockExtender.extendActiveLock(setup.times().silence(), atLeast);
      return true;
    } catch (LockExtender.LockExtensionException e) {
      return false;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    sessions.close();
  }
}

package org.castellan.lock;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a lease alive by heartbeats, and notices its loss by a watchdog. A heartbeat hangs as long
 * as the network does, so the watchdog is a task of its own and needs a thread of its own.
 */
final class LeaseKeeper {

  private final ScheduledExecutorService executor;
  private final LongSupplier nanoTime;
  private @Nullable Future<?> heartbeats;
  private @Nullable Future<?> watchdog;
  private boolean stopped;

  LeaseKeeper(ScheduledExecutorService executor, LongSupplier nanoTime) {
    this.executor = executor;
    this.nanoTime = nanoTime;
  }

  synchronized void start(PostgresLease lease, Duration interval) {
    long pause = interval.toNanos();
    heartbeats =
        executor.scheduleWithFixedDelay(
            () -> lease.beat(nanoTime.getAsLong()), pause, pause, TimeUnit.NANOSECONDS);
    watchdog = schedule(lease, lease.remaining());
  }

  synchronized void stop() {
    stopped = true;
    cancel(heartbeats);
    cancel(watchdog);
  }

  private void watch(PostgresLease lease) {
    Duration left = lease.watch();
    if (!left.isZero()) {
      watchAgain(lease, left);
    }
  }

  private synchronized void watchAgain(PostgresLease lease, Duration left) {
    if (stopped) {
      return;
    }
    try {
      watchdog = schedule(lease, left);
    } catch (RejectedExecutionException e) {
      // Shut down: no heartbeat will come either, and the clock says so to whoever asks the lease.
      stop();
    }
  }

  private Future<?> schedule(PostgresLease lease, Duration left) {
    return executor.schedule(() -> watch(lease), left.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void cancel(@Nullable Future<?> task) {
    if (task != null) {
      task.cancel(false);
    }
  }
}

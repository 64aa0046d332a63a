package org.castellan.testkit;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does as the managed executors of a WildFly that is suspended and resumed: meanwhile a task whose
 * time has come fails without having run, a periodic one has its next turn; what is submitted runs.
 */
public final class SuspendableExecutor extends ScheduledThreadPoolExecutor {

  private final AtomicInteger passedOver = new AtomicInteger();
  private volatile boolean suspended;

  public SuspendableExecutor(int threads) {
    super(threads);
  }

  public void suspend() {
    suspended = true;
  }

  public void resume() {
    suspended = false;
  }

  /** How many tasks have not been run. */
  public int passedOver() {
    return passedOver.get();
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return super.schedule(delay > 0 ? () -> runOrFail(task) : task, delay, unit);
  }

  private void runOrFail(Runnable task) {
    if (suspended) {
      passedOver.incrementAndGet();
      throw new IllegalStateException("suspended");
    }
    task.run();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long initialDelay, long delay, TimeUnit unit) {
    return super.scheduleWithFixedDelay(() -> runOrWait(task), initialDelay, delay, unit);
  }

  private void runOrWait(Runnable task) {
    if (suspended) {
      passedOver.incrementAndGet();
    } else {
      task.run();
    }
  }
}

package org.castellan.testkit;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.enterprise.concurrent.AbstractManagedExecutorService.RejectPolicy;
import org.glassfish.enterprise.concurrent.ManagedScheduledExecutorServiceAdapter;
import org.glassfish.enterprise.concurrent.ManagedScheduledExecutorServiceImpl;
import org.glassfish.enterprise.concurrent.ManagedThreadFactoryImpl;

/** A managed executor of Jakarta Concurrency's reference implementation, which Payara uses. */
public final class ManagedThreads implements AutoCloseable {

  private final ManagedScheduledExecutorServiceImpl container;
  private final ManagedScheduledExecutorService executor;

  public ManagedThreads(String name, int threads) {
    container =
        new ManagedScheduledExecutorServiceImpl(
            name,
            new ManagedThreadFactoryImpl(name),
            /* hungTaskThreshold= */ 0,
            /* longRunningTasks= */ false,
            threads,
            60,
            TimeUnit.SECONDS,
            /* threadLifeTime= */ 0,
            /* contextService= */ null,
            RejectPolicy.ABORT);
    executor = new ManagedScheduledExecutorServiceAdapter(container);
  }

  public ManagedScheduledExecutorService executor() {
    return executor;
  }

  /** Interrupts what runs. */
  @Override
  public void close() {
    container.shutdownNow();
  }
}

package org.castellan.backend;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalListener;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * Makes the cache of open stores: what is in use weighs nothing and never expires, so that only
 * idle stores are evicted.
 */
final class StoreCache {

  private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

  private StoreCache() {}

  /**
   * An empty one.
   *
   * @param timer evicts what has idled long enough
   * @param removal is told in the thread that removes
   */
  static Cache<StoreKey, SharedStore> of(
      Idling idling,
      ScheduledExecutorService timer,
      LongSupplier nanoTime,
      RemovalListener<StoreKey, SharedStore> removal) {
    return Caffeine.newBuilder()
        .maximumWeight(idling.most())
        .weigher((StoreKey key, SharedStore store) -> store.idle() ? 1 : 0)
        .expireAfter(
            Expiry.writing(
                (StoreKey key, SharedStore store) -> store.idle() ? idling.time() : FOR_EVER))
        .removalListener(removal)
        .executor(Runnable::run)
        .scheduler(scheduler(timer))
        .ticker(nanoTime::getAsLong)
        .build();
  }

  /** Caffeine's own asks the executor about its life cycle, which a managed one refuses to tell. */
  private static Scheduler scheduler(ScheduledExecutorService timer) {
    return (executor, command, delay, unit) ->
        timer.schedule(() -> executor.execute(command), delay, unit);
  }
}

package org.castellan.artifact;

import static java.lang.System.Logger.Level.DEBUG;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * This replica's uploads. Says again and again that they are under way, so that those of a replica
 * that was killed can be told from them. Thread-safe.
 */
public final class UploadsUnderWay {

  private static final System.Logger LOG = System.getLogger(UploadsUnderWay.class.getName());

  private final Set<UUID> ids = ConcurrentHashMap.newKeySet();
  private final Intents intents;
  private final ScheduledExecutorService executor;
  private final long everyMillis;
  private @Nullable Future<?> telling;

  /**
   * @param node this replica's id
   * @param unseen after which an upload is taken for dead; it is told of six times as often
   */
  public UploadsUnderWay(
      Jdbi jdbi, String node, ScheduledExecutorService executor, Duration unseen) {
    this.intents = new Intents(jdbi, node);
    this.executor = executor;
    this.everyMillis = unseen.dividedBy(6).toMillis();
  }

  /** Returns at once; once started, starting again does nothing. */
  public synchronized void start() {
    if (telling == null) {
      telling =
          executor.scheduleWithFixedDelay(
              this::tell, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }
  }

  public synchronized void stop() {
    Optional.ofNullable(telling).ifPresent(task -> task.cancel(false));
  }

  Intents intents() {
    return intents;
  }

  void add(UUID intent) {
    ids.add(intent);
  }

  void remove(UUID intent) {
    ids.remove(intent);
  }

  private void tell() {
    try {
      intents.seen(List.copyOf(ids));
    } catch (RuntimeException e) {
      // Others tell that the database is gone; an exception would end the schedule.
      LOG.log(DEBUG, "uploads under way could not be told of", e);
    }
  }
}

package org.castellan.validation;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks every backoff for backends that another replica alone could not reach, and validates them
 * from here: then they are {@code OK} or {@code INVALID}, with no request and no tick needed. One
 * query when there are none. Thread-safe.
 */
public final class SecondOpinions {

  private static final System.Logger LOG = System.getLogger(SecondOpinions.class.getName());

  private final Revalidation revalidation;
  private final ScheduledExecutorService executor;
  private final long everyMillis;
  private @Nullable Future<?> looking;

  public SecondOpinions(
      Revalidation revalidation, ScheduledExecutorService executor, ValidationSettings settings) {
    this.revalidation = revalidation;
    this.executor = executor;
    this.everyMillis = settings.backoff().toMillis();
  }

  /** Returns at once; once started, starting again does nothing. */
  public synchronized void start() {
    if (looking == null) {
      looking =
          executor.scheduleWithFixedDelay(
              this::look, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }
  }

  /** Validations under way go on. */
  public synchronized void stop() {
    Optional.ofNullable(looking).ifPresent(task -> task.cancel(false));
  }

  /** Begins what is to be looked at and does not wait for it. */
  void look() {
    try {
      for (UUID id : revalidation.lookout().suspectedByOthers()) {
        var unused = revalidation.ensureFresh(id);
      }
    } catch (RuntimeException e) {
      // Others tell that the database is gone; an exception would end the schedule.
      LOG.log(DEBUG, "suspected backends could not be looked up", e);
    }
  }
}

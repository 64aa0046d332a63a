package org.castellan.validation;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.castellan.storage.Deadline;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Validates backends for requests: one call in the whole cluster however many requests need it.
 * Requests of this process join one flight; the flight claims the backend, or watches the claim of
 * another replica with one light query at a time, holding no connection and no thread in between.
 * Thread-safe.
 */
public final class Revalidation {

  private static final System.Logger LOG = System.getLogger(Revalidation.class.getName());

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

  /** A validation of our own, then one of another replica's to watch, and time to begin. */
  private static final int CLAIM_TIMES_OF_A_FLIGHT = 3;

  private final Validator validator;
  private final Lookout lookout;
  private final Executor executor;
  private final ScheduledExecutorService timer;
  private final Duration timeout;
  private final SingleFlight<Optional<Sighting>> flights;

  /**
   * @param executor runs the validations; it must not be starved by what a sweep has to wait for
   * @param timer runs the looks at other replicas' claims, each a short query
   */
  public Revalidation(
      Jdbi jdbi,
      Validator validator,
      ExecutorService executor,
      ScheduledExecutorService timer,
      ValidationSettings settings) {
    this(jdbi, validator, executor, timer, settings, System::nanoTime);
  }

  Revalidation(
      Jdbi jdbi,
      Validator validator,
      ExecutorService executor,
      ScheduledExecutorService timer,
      ValidationSettings settings,
      LongSupplier nanoTime) {
    this.validator = validator;
    this.lookout = new Lookout(jdbi, settings, validator.node());
    this.executor = executor;
    this.timer = timer;
    this.timeout = settings.timeout();
    this.flights =
        new SingleFlight<>(
            validator.listener()::joined,
            settings.claimTime().multipliedBy(CLAIM_TIMES_OF_A_FLIGHT),
            nanoTime);
  }

  /**
   * Sees to it that the backend is validated if it is stale or its backoff is over; joins what is
   * under way. The future ends with the backend as it is known then, at the latest when another
   * replica's validation has had its time; empty when the backend is gone. Waiting for it is the
   * caller's business, and giving up on it does no harm.
   */
  CompletableFuture<Optional<Sighting>> ensureFresh(UUID backendId) {
    return begin(backendId, Trigger.REQUEST, lookout.due());
  }

  ValidationListener listener() {
    return validator.listener();
  }

  Lookout lookout() {
    return lookout;
  }

  /** Validates the backend whatever is known of it, or joins what is under way. */
  CompletableFuture<Optional<Sighting>> validateNow(UUID backendId) {
    return begin(backendId, Trigger.MANUAL, new Due.Always());
  }

  /** Validates a backend that passes for valid, or joins what is under way. */
  CompletableFuture<Optional<Sighting>> validateDoubted(UUID backendId) {
    return begin(backendId, Trigger.REQUEST, new Due.Doubted());
  }

  private CompletableFuture<Optional<Sighting>> begin(UUID id, Trigger trigger, Due due) {
    return flights.join(id, () -> fly(id, trigger, due));
  }

  private CompletableFuture<Optional<Sighting>> fly(UUID id, Trigger trigger, Due due) {
    Deadline deadline = Deadline.in(timeout);
    return CompletableFuture.supplyAsync(() -> validator.validate(id, trigger, due), executor)
        .thenCompose(
            outcome ->
                outcome instanceof ValidationOutcome.Busy
                    ? watch(id, deadline)
                    : CompletableFuture.completedFuture(lookout.see(id)))
        .whenComplete((sighting, failure) -> logFailure(id, failure));
  }

  /** Looks until the other's claim is gone; at the deadline what is known has to do. */
  private CompletableFuture<Optional<Sighting>> watch(UUID id, Deadline deadline) {
    return CompletableFuture.supplyAsync(() -> lookout.see(id), this::afterAWhile)
        .thenCompose(
            sighting -> {
              if (sighting.filter(Sighting::claimed).isEmpty() || deadline.expired()) {
                return CompletableFuture.completedFuture(sighting);
              }
              return watch(id, deadline);
            });
  }

  private void afterAWhile(Runnable look) {
    var unused = timer.schedule(look, BETWEEN_LOOKS.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void logFailure(UUID id, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.log(WARNING, "backend " + id + ": validation on request failed", failure);
    }
  }
}

package org.castellan.validation;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins the calls about one backend inside this process: who comes while one is under way gets its
 * result. One that should have ended long ago is lost, and nobody joins it: a server that is
 * suspended drops tasks without a word. Thread-safe.
 */
final class SingleFlight<T> {

  /** A flight, and when it began. */
  private record UnderWay<T>(CompletableFuture<T> end, long nanos) {}

  private final ConcurrentMap<UUID, UnderWay<T>> flights = new ConcurrentHashMap<>();
  private final Runnable onJoin;
  private final long boundNanos;
  private final LongSupplier nanoTime;

  /**
   * @param onJoin run for each who joins what is under way
   * @param bound after which a flight is lost
   */
  SingleFlight(Runnable onJoin, Duration bound, LongSupplier nanoTime) {
    this.onJoin = onJoin;
    this.boundNanos = bound.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * The result of the flight under way, or of the one that {@code launch} begins now.
   *
   * @param launch begins the flight without waiting for it, and says how it ends; when it throws,
   *     the flight failed
   */
  CompletableFuture<T> join(UUID id, Supplier<CompletableFuture<T>> launch) {
    var mine = new UnderWay<T>(new CompletableFuture<>(), nanoTime.getAsLong());
    UnderWay<T> joined =
        flights.merge(id, mine, (underWay, fresh) -> isLost(underWay, fresh) ? fresh : underWay);
    if (joined.end() != mine.end()) {
      onJoin.run();
      return joined.end();
    }
    var unused =
        launched(launch).whenComplete((result, failure) -> land(id, mine, result, failure));
    return mine.end();
  }

  private boolean isLost(UnderWay<T> flight, UnderWay<T> fresh) {
    return fresh.nanos() - flight.nanos() > boundNanos;
  }

  private void land(UUID id, UnderWay<T> flight, T result, @Nullable Throwable failure) {
    flights.remove(id, flight);
    if (failure == null) {
      flight.end().complete(result);
    } else {
      flight.end().completeExceptionally(failure);
    }
  }

  private CompletableFuture<T> launched(Supplier<CompletableFuture<T>> launch) {
    try {
      return launch.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}

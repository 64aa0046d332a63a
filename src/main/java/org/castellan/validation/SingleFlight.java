package org.castellan.validation;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins the calls about one backend inside this process: who comes while one is under way gets its
 * result. Thread-safe.
 */
final class SingleFlight<T> {

  private final ConcurrentMap<UUID, CompletableFuture<T>> flights = new ConcurrentHashMap<>();
  private final Runnable onJoin;

  /**
   * @param onJoin run for each who joins what is under way
   */
  SingleFlight(Runnable onJoin) {
    this.onJoin = onJoin;
  }

  /**
   * The result of the flight under way, or of the one that {@code launch} begins now.
   *
   * @param launch begins the flight without waiting for it, and says how it ends; when it throws,
   *     the flight failed
   */
  CompletableFuture<T> join(UUID id, Supplier<CompletableFuture<T>> launch) {
    CompletableFuture<T> mine = new CompletableFuture<>();
    CompletableFuture<T> underWay = flights.putIfAbsent(id, mine);
    if (underWay != null) {
      onJoin.run();
      return underWay;
    }
    var unused =
        launched(launch).whenComplete((result, failure) -> land(id, mine, result, failure));
    return mine;
  }

  private void land(UUID id, CompletableFuture<T> flight, T result, @Nullable Throwable failure) {
    flights.remove(id, flight);
    if (failure == null) {
      flight.complete(result);
    } else {
      flight.completeExceptionally(failure);
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

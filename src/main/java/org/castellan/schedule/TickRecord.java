package org.castellan.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A ledger row with the attempts of every replica, newest replica last. */
public record TickRecord(
    Tick tick,
    TickState state,
    boolean requested,
    long epoch,
    Optional<String> node,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Counts counts,
    Optional<String> reason,
    List<Attempt> attempts) {

  /** What one replica experienced with the tick, {@code times} times. */
  public record Attempt(
      String node,
      AttemptOutcome outcome,
      int times,
      Instant firstAt,
      Instant lastAt,
      Optional<String> detail) {}
}

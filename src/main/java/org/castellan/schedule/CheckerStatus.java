package org.castellan.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A checker as the cluster sees it. Instants are the database's.
 *
 * @param holder who runs the current tick; of a scope that is split, who began its shard first
 * @param shards those of a scope that is split, in their order; none when it is not
 */
public record CheckerStatus(
    String scope,
    Duration interval,
    Duration cap,
    boolean paused,
    Optional<TickRecord> current,
    Instant nextTick,
    Optional<Holder> holder,
    Optional<TickRecord> last,
    Optional<Forecast> forecast,
    List<Part> shards) {

  public CheckerStatus {
    shards = List.copyOf(shards);
  }

  /** The names by which the ledger and the locks know it: its own, or those of its shards. */
  public List<String> names() {
    return shards.isEmpty() ? List.of(scope) : shards.stream().map(Part::name).toList();
  }

  /**
   * Who runs the current tick.
   *
   * @param lease empty of an older version
   */
  public record Holder(
      String node, int sessionPid, Instant since, Duration capLeft, Optional<HeldLease> lease) {}

  /**
   * The holder's lease, which it renews several times in its length.
   *
   * @param left how long it keeps the lock if it says nothing any more
   */
  public record HeldLease(Duration length, Duration left) {}

  /**
   * How a shard stands in the current tick.
   *
   * @param name as in {@code all-2-of-4}
   * @param state empty when nobody has begun it
   */
  public record Part(
      String name, Optional<TickState> state, Counts counts, Optional<Holder> holder) {}
}

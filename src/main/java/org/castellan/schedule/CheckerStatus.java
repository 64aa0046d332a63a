package org.castellan.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A checker as the cluster sees it. Instants are the database's. */
public record CheckerStatus(
    String scope,
    Duration interval,
    Duration cap,
    boolean paused,
    Optional<TickRecord> current,
    Instant nextTick,
    Optional<Holder> holder,
    Optional<TickRecord> last) {

  /** Who runs the current tick. */
  public record Holder(String node, int sessionPid, Instant since, Duration capLeft) {}
}

package org.castellan.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A replica as it last reported itself.
 *
 * @param gone whether the others have missed it since
 * @param clockOffset its clock less the database's; empty until it was measured
 * @param poolers which of its ways to PostgreSQL go through a pooler
 * @param settings those that are to be the same on every replica, by name; empty when it told none
 */
public record ReplicaNode(
    String id,
    String address,
    String version,
    Instant startedAt,
    Instant lastSeenAt,
    boolean gone,
    Optional<Duration> clockOffset,
    List<String> poolers,
    Map<String, String> settings) {

  public ReplicaNode {
    poolers = List.copyOf(poolers);
    settings = Map.copyOf(settings);
  }
}

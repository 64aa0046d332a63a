package org.castellan.schedule;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Replicas of a test. */
final class TestReplica {

  private TestReplica() {}

  static Replicas on(Jdbi jdbi, String id) {
    return on(jdbi, id, InstantSource.system(), Map.of());
  }

  static Replicas on(Jdbi jdbi, String id, InstantSource clock, Map<String, String> settings) {
    var self = new ReplicaReport(id, "10.0.0.1", "0.1.0", Duration.ofSeconds(60), settings);
    return new Replicas(jdbi, self, clock);
  }
}

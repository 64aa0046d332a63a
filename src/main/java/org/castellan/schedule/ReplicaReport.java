package org.castellan.schedule;

import java.time.Duration;
import java.util.Map;

/**
 * What a replica tells the others of itself.
 *
 * @param id unlike any other replica's
 * @param address where administrators find this replica
 * @param lease how long a lock that it holds outlives its silence
 * @param settings those that are to be the same on every replica, by name; no secrets
 */
public record ReplicaReport(
    String id, String address, String version, Duration lease, Map<String, String> settings) {

  public ReplicaReport {
    settings = Map.copyOf(settings);
  }
}

package org.castellan.cluster;

import java.time.Duration;
import java.util.Map;

/** The times of a cluster under test: the shortest that the settings allow. */
final class Timing {

  static final Duration LEASE = Duration.ofSeconds(3);
  static final Duration POLL = Duration.ofSeconds(1);
  static final Duration VALIDATION = Duration.ofSeconds(3);

  /** So long that the clock brings no tick: the cases ask for theirs. */
  static final Duration INTERVAL = Duration.ofDays(7);

  static final Duration CAP = Duration.ofMinutes(1);

  static final int PARALLEL = 4;
  static final int PER_HOST = 2;

  private Timing() {}

  static Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("CASTELLAN_CHECKER_DEFAULTS_INTERVAL", INTERVAL.toString()),
        Map.entry("CASTELLAN_CHECKER_DEFAULTS_MAX_TICK_DURATION", CAP.toString()),
        Map.entry("CASTELLAN_CHECKER_ALL_INTERVAL", INTERVAL.toString()),
        Map.entry("CASTELLAN_CHECKER_ARTIFACTS_INTERVAL", INTERVAL.toString()),
        Map.entry("CASTELLAN_CHECKER_PATROL_INTERVAL", INTERVAL.toString()),
        Map.entry("CASTELLAN_CHECKER_AUDIT_INTERVAL", INTERVAL.toString()),
        Map.entry("CASTELLAN_CHECKER_INITIAL_DELAY", "PT0S"),
        Map.entry("CASTELLAN_CHECKER_POLL_INTERVAL", POLL.toString()),
        Map.entry("CASTELLAN_LEASE_TTL", LEASE.toString()),
        Map.entry("CASTELLAN_VALIDATION_TIMEOUT", VALIDATION.toString()),
        Map.entry("CASTELLAN_VALIDATION_PARALLELISM", Integer.toString(PARALLEL)),
        Map.entry("CASTELLAN_VALIDATION_PER_HOST", Integer.toString(PER_HOST)),
        Map.entry("CASTELLAN_REVALIDATION_WINDOW", "PT200H"));
  }
}

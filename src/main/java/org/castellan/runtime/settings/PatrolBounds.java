package org.castellan.runtime.settings;

import java.time.Duration;

/**
 * How much of what is stored is read back.
 *
 * @param period in which each copy is read once
 * @param maxCopies read in a tick
 * @param maxBytes read in a tick
 * @param parallelism copies read at once
 * @param perHost of those, from one provider's host
 */
public record PatrolBounds(
    Duration period, int maxCopies, long maxBytes, int parallelism, int perHost) {

  private static final int MOST_PARALLEL = 16;

  static PatrolBounds read(Reading reading, CheckerTimes patrol) {
    var bounds =
        new PatrolBounds(
            reading.duration(Variable.PATROL_PERIOD, Duration.ofDays(1), Duration.ofDays(366)),
            reading.integer(Variable.PATROL_MAX_COPIES, 1, 100_000),
            reading.whole(Variable.PATROL_MAX_BYTES, 1 << 20, Long.MAX_VALUE),
            reading.integer(Variable.PATROL_PARALLELISM, 1, MOST_PARALLEL),
            reading.integer(Variable.PATROL_PER_HOST, 1, MOST_PARALLEL));
    if (bounds.period.compareTo(patrol.interval()) < 0) {
      reading.problem(
          Variable.PATROL_PERIOD,
          bounds.period,
          "must not be shorter than CASTELLAN_CHECKER_PATROL_INTERVAL (%s)"
              .formatted(patrol.interval()));
    }
    return bounds;
  }
}

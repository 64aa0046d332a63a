package org.castellan.artifact;

import java.time.Duration;

/**
 * How much the patrol reads, and how often.
 *
 * @param interval between ticks
 * @param period each copy is to be read once in that time; at least {@code interval}
 * @param maxCopies read in a tick; at least 1
 * @param maxBytes read in a tick, but for its last copy and for second looks; at least 1
 * @param parallelism copies read at once
 * @param perHost of those, from one provider's host
 */
public record PatrolSettings(
    Duration interval,
    Duration period,
    int maxCopies,
    long maxBytes,
    int parallelism,
    int perHost) {

  /** How old a look must be before the next one: what was read lately is not read again. */
  Duration rest() {
    return period.dividedBy(4).multipliedBy(3);
  }

  /** A look that old would be too old before the next tick has ended. */
  Duration urgent() {
    Duration left = period.minus(interval.multipliedBy(2));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Which part of all copies a tick reads, so that the last quarter of the period is enough. */
  long share(long copies) {
    double ticks = Math.max(1, (double) period.dividedBy(4).toMillis() / interval.toMillis());
    return (long) Math.ceil(copies / ticks);
  }
}

package org.castellan.schedule;

import java.time.Duration;

/**
 * How often a replica looks.
 *
 * @param initialDelay from the start of the replica to its first look; zero is allowed
 * @param poll the time between two rounds, in which a replica reports itself and looks for all its
 *     checkers; positive
 */
public record Pace(Duration initialDelay, Duration poll) {

  public Pace {
    if (initialDelay.isNegative()) {
      throw new IllegalArgumentException("the initial delay must not be negative");
    }
    if (poll.toMillis() <= 0) {
      throw new IllegalArgumentException("the poll interval must be positive");
    }
  }

  /** A replica that missed three rounds is not counted on. */
  public Duration peerWindow() {
    return poll.multipliedBy(3);
  }
}

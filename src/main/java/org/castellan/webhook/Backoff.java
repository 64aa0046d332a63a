package org.castellan.webhook;

import java.time.Duration;

/**
 * When an endpoint that did not take an event is tried again: after the first pause, then after
 * twice as long each time, up to the longest.
 */
record Backoff(Duration first, Duration longest) {

  static final Backoff DEFAULTS = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  private static final int MOST_DOUBLINGS = 20;

  /**
   * @param failures how often in a row it did not, at least 1
   */
  Duration pause(int failures) {
    Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}

package org.castellan.comparison;

import java.time.Duration;

/**
 * When a job is run, and how soon another replica takes it up: within {@code silence} and {@code
 * poll} after its holder was heard of last.
 *
 * @param interval from one time that it is due to the next
 * @param silence after which a holder counts as dead
 * @param poll the time between two looks
 */
record Times(Duration interval, Duration silence, Duration poll) {

  Times every(Duration other) {
    return new Times(other, silence, poll);
  }

  /** The bound within which another replica begins. */
  Duration promise() {
    return silence.plus(poll);
  }

  /** For tables. */
  static String seconds(Duration duration) {
    double seconds = duration.toMillis() / 1e3;
    return seconds == Math.rint(seconds) ? (long) seconds + " s" : seconds + " s";
  }
}

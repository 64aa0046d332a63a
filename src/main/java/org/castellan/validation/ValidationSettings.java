package org.castellan.validation;

import java.time.Duration;

/**
 * The bounds of validation on one replica.
 *
 * @param timeout the most that a validation takes, retry included
 * @param parallelism how many validations a sweep runs at once
 * @param perHost how many of them, slow ones included, go to one provider host
 * @param slowAfter a validation that runs longer moves to the slow lane and frees its slot
 * @param slowLane how many slow validations a sweep bears; an executor for sweeps needs {@code
 *     parallelism + slowLane} threads
 * @param window on the request path, what was validated longer ago is validated again
 * @param backoff on the request path, how long an {@code INVALID} backend is left alone
 * @param maxWaiting how many requests may wait for a validation at once
 * @param maxWaitingPerOrganization how many of them may belong to one organization
 */
public record ValidationSettings(
    Duration timeout,
    int parallelism,
    int perHost,
    Duration slowAfter,
    int slowLane,
    Duration window,
    Duration backoff,
    int maxWaiting,
    int maxWaitingPerOrganization) {

  public static final ValidationSettings DEFAULTS =
      of(
          Duration.ofSeconds(10),
          16,
          4,
          Duration.ofMinutes(35),
          Duration.ofSeconds(30),
          /* maxWaiting= */ 16);

  /** What a status write, or a look at the database, may take beyond the validation itself. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  public ValidationSettings {
    requirePositive("timeout", timeout);
    requirePositive("slowAfter", slowAfter);
    requirePositive("window", window);
    requirePositive("backoff", backoff);
    requirePositive("parallelism", parallelism);
    requirePositive("perHost", perHost);
    requirePositive("slowLane", slowLane);
    requirePositive("maxWaiting", maxWaiting);
    requirePositive("maxWaitingPerOrganization", maxWaitingPerOrganization);
  }

  /**
   * What administrators set; the rest follows: slow is a twentieth of the timeout, the slow lane is
   * four times the parallelism, and 8 requests of an organization may wait.
   */
  public static ValidationSettings of(
      Duration timeout,
      int parallelism,
      int perHost,
      Duration window,
      Duration backoff,
      int maxWaiting) {
    return new ValidationSettings(
        timeout,
        parallelism,
        perHost,
        timeout.dividedBy(20),
        4 * parallelism,
        window,
        backoff,
        maxWaiting,
        8);
  }

  /** How long a claim stands: the validation and, after a timed-out probe, the status write. */
  Duration claimTime() {
    return timeout.plus(SLACK);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be longer than zero, not " + value);
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
  }
}

package org.castellan.runtime.settings;

import java.time.Duration;

/**
 * How backends are validated.
 *
 * @param timeout of one validation, however the provider hangs
 * @param parallelism validations of a replica at once
 * @param perHost of those, towards one provider's host
 * @param window how long a validation is good for on the request path
 * @param backoff between validations of a failing backend on the request path
 * @param waiters requests that may wait for a validation at once
 */
public record CheckSettings(
    Duration timeout,
    int parallelism,
    int perHost,
    Duration window,
    Duration backoff,
    int waiters) {

  /** Above this the executor that the WAR defines would be the bound. */
  private static final int MOST_PARALLEL = 24;

  static CheckSettings read(Reading reading, CheckerTimes defaults) {
    int parallelism = reading.integer(Variable.VALIDATION_PARALLELISM, 1, MOST_PARALLEL);
    var settings =
        new CheckSettings(
            reading.duration(
                Variable.VALIDATION_TIMEOUT, Duration.ofSeconds(1), Duration.ofSeconds(60)),
            parallelism,
            reading.integer(Variable.VALIDATION_PER_HOST, 1, MOST_PARALLEL),
            reading.duration(
                Variable.REVALIDATION_WINDOW, Duration.ofSeconds(5), Duration.ofDays(31)),
            reading.duration(
                Variable.REVALIDATION_BACKOFF, Duration.ofSeconds(1), Duration.ofHours(1)),
            reading.integer(Variable.REQUEST_THREADS, 4, 10_000) / 4);
    settings.checkTogether(reading, defaults);
    return settings;
  }

  private void checkTogether(Reading reading, CheckerTimes defaults) {
    if (window.compareTo(defaults.interval()) <= 0) {
      reading.problem(
          Variable.REVALIDATION_WINDOW,
          window,
          "must be longer than CASTELLAN_CHECKER_DEFAULTS_INTERVAL (%s)"
              .formatted(defaults.interval()));
    }
  }
}

package org.castellan.runtime.settings;

import java.time.Duration;

/**
 * One checker's times.
 *
 * @param cap how long a tick may take, takeovers included; shorter than the interval
 */
public record CheckerTimes(Duration interval, Duration cap) {

  static CheckerTimes read(
      Reading reading, Variable intervalVariable, Variable capVariable, Duration longest) {
    Duration interval = reading.duration(intervalVariable, Duration.ofSeconds(5), longest);
    Duration cap = reading.duration(capVariable, Duration.ofSeconds(1), longest);
    if (cap.compareTo(interval) >= 0) {
      reading.problem(
          capVariable,
          cap,
          "must be shorter than %s (%s)".formatted(intervalVariable.environmentName(), interval));
    }
    return new CheckerTimes(interval, cap);
  }
}

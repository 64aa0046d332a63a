package org.castellan.runtime.settings;

import java.time.Duration;

/**
 * How the cluster may be watched.
 *
 * @param eventRetention how long events can be resumed from
 * @param metricsPublic whether the metrics can be read without a token
 */
public record ObservationSettings(Duration eventRetention, boolean metricsPublic) {

  private enum Answer {
    FALSE,
    TRUE
  }

  static ObservationSettings read(Reading reading) {
    return new ObservationSettings(
        reading.duration(Variable.EVENT_RETENTION, Duration.ofHours(1), Duration.ofDays(30)),
        reading.choice(Variable.METRICS_PUBLIC, Answer.class) == Answer.TRUE);
  }
}

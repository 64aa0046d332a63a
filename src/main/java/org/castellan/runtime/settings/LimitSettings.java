package org.castellan.runtime.settings;

/**
 * What one organization may do on one replica.
 *
 * @param uploads at once
 * @param validations that it asks for by hand, at once
 * @param validationsPerMinute of those, begun in one minute
 */
public record LimitSettings(int uploads, int validations, int validationsPerMinute) {

  private static final int MOST = 10_000;

  static LimitSettings read(Reading reading) {
    return new LimitSettings(
        reading.integer(Variable.UPLOADS_PER_ORGANIZATION, 1, MOST),
        reading.integer(Variable.MANUAL_VALIDATIONS_PER_ORGANIZATION, 1, MOST),
        reading.integer(Variable.MANUAL_VALIDATIONS_PER_MINUTE, 1, MOST));
  }
}

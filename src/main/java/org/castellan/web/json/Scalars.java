package org.castellan.web.json;

import jakarta.json.JsonNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What JSON has no types for. */
final class Scalars {

  private Scalars() {}

  /** The number when it is whole and a {@code long}. */
  static Optional<Long> exact(JsonNumber number) {
    try {
      return Optional.of(number.bigDecimalValue().longValueExact());
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** The duration when it is one in days, hours, minutes and seconds, and whole milliseconds. */
  static Optional<Duration> duration(String text) {
    try {
      return Optional.of(Duration.parse(text))
          .filter(it -> it.equals(it.truncatedTo(ChronoUnit.MILLIS)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}

package org.castellan.web.json;

import jakarta.json.JsonNumber;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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

  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}

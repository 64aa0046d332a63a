package org.castellan.backend;

import java.util.Optional;
import org.castellan.storage.Provider.Violation;

/** The bounds that new and changed backends share. */
final class Limits {

  static final Violation DEFAULT_AND_FALLBACK =
      new Violation("fallback", "a backend cannot be both default and fallback");

  private Limits() {}

  static Optional<Violation> description(String description) {
    return violation(
        description.length() > CasBackend.MAX_DESCRIPTION,
        "description",
        "must be at most " + CasBackend.MAX_DESCRIPTION + " characters");
  }

  static Optional<Violation> maxBytes(long maxBytes) {
    return violation(
        maxBytes < CasBackend.LEAST_MAX_BYTES,
        "maxBytes",
        "must be at least " + CasBackend.LEAST_MAX_BYTES + " bytes");
  }

  private static Optional<Violation> violation(boolean broken, String field, String message) {
    return broken ? Optional.of(new Violation(field, message)) : Optional.empty();
  }
}

package org.castellan.backend;

import java.util.Locale;

/** A set of backends that is validated together. The built-in backends are in none. */
public enum Scope {
  /** Every default and fallback backend. */
  DEFAULTS,
  /** Every live backend, and the deleted ones that still hold artifacts. */
  ALL;

  /** As in the API and the ledger: {@code defaults}, {@code all}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

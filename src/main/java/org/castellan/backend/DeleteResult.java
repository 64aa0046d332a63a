package org.castellan.backend;

/** The outcome of asking for a backend's deletion. */
public enum DeleteResult {
  DELETED,
  /** The built-in backend stays as long as its organization. */
  BUILT_IN_REFUSED,
  MISSING
}

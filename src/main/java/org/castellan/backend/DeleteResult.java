package org.castellan.backend;

/** The outcome of asking for a backend's deletion. */
public enum DeleteResult {
  DELETED,
  /** The inline backend stays as long as its organization. */
  INLINE_REFUSED,
  MISSING
}

package org.castellan.access;

/** What a token may do, from least to most. */
public enum Role {
  /** Downloads and reads. */
  READER,
  /** Uploads too. */
  WRITER,
  /** Everything in its organization. */
  OWNER,
  /** The whole installation. */
  ADMIN;

  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }
}

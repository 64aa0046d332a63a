package org.castellan.artifact;

import org.castellan.storage.StorageException;

/** What is wrong with a copy whose bytes are not those that were stored. */
public enum Damage {
  /** The backend gives other bytes. */
  CORRUPT,
  /** The backend works, and has no such object. */
  MISSING;

  /** What is told instead of serving the copy. */
  public StorageException toException() {
    return this == CORRUPT ? Held.corrupt() : Held.lost();
  }
}

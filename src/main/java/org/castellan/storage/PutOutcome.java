package org.castellan.storage;

/** What became of content that was to be stored. */
public enum PutOutcome {
  STORED,
  /** The key held these bytes already: they were read back and compared by their digest. */
  ALREADY_THERE,
  /** The key holds other bytes. They were left as they are. */
  OTHER_BYTES_THERE
}

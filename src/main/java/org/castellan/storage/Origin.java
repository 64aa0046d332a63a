package org.castellan.storage;

import java.util.Optional;

/**
 * Where content comes from, for the people who meet it in the storage itself. A provider keeps what
 * it has a place for.
 */
public record Origin(Optional<String> fileName, Optional<String> author) {

  public static final Origin UNKNOWN = new Origin(Optional.empty(), Optional.empty());
}

package org.castellan.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a page of a list that is sorted newest first ended: the next page holds what is older. The
 * instant has the database's microseconds; a coarser one would skip or repeat items.
 */
public record PageKey(Instant at, UUID id) {

  private static final PageKey NEWEST =
      new PageKey(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

  /** A key that no item is newer than, for the first page; so that one query serves every page. */
  static PageKey orNewest(Optional<PageKey> after) {
    return after.orElse(NEWEST);
  }
}

package org.castellan.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as it was recorded.
 *
 * @param at on the database's clock, to the microsecond
 * @param node the replica that recorded it
 */
public record AuditEntry(UUID id, Instant at, AuditEvent event, String node) {

  public PageKey key() {
    return new PageKey(at, id);
  }
}

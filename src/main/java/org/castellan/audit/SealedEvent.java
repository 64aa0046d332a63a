package org.castellan.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * An event with its place in the chain.
 *
 * @param number from 1 on, without gaps
 */
public record SealedEvent(long number, AuditEntry entry) {

  static SealedEvent read(ResultSet row, StatementContext context) throws SQLException {
    return new SealedEvent(row.getLong("number"), AuditEntry.read(row, context));
  }

  /** As it has to be in its seal when nobody changed it. */
  byte[] sha256() {
    AuditEvent event = entry.event();
    return new CanonicalBytes()
        .add(number)
        .add(entry.id().toString())
        .add(entry.at())
        .add(event.organizationId().map(UUID::toString))
        .add(event.actor())
        .add(event.action())
        .add(event.subject())
        .add(event.detail())
        .add(entry.node())
        .add(entry.address())
        .digest();
  }
}

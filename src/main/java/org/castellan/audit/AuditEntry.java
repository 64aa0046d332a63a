package org.castellan.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * An event as it was recorded.
 *
 * @param at on the database's clock, to the microsecond
 * @param node the replica that recorded it
 * @param address of the client whose request it was; empty when it was none's
 */
public record AuditEntry(
    UUID id, Instant at, AuditEvent event, String node, Optional<String> address) {

  static AuditEntry read(ResultSet row, StatementContext context) throws SQLException {
    var event =
        new AuditEvent(
            Optional.ofNullable(row.getObject("organization_id", UUID.class)),
            row.getString("actor"),
            row.getString("action"),
            row.getString("subject"),
            row.getString("detail"));
    return new AuditEntry(
        row.getObject("id", UUID.class),
        row.getTimestamp("at").toInstant(),
        event,
        row.getString("node"),
        Optional.ofNullable(row.getString("address")));
  }

  public PageKey key() {
    return new PageKey(at, id);
  }
}

package org.castellan.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The store of audit events. Thread-safe. */
public final class AuditLog {

  // Not now(): the events of one transaction keep their order.
  private static final String RECORD =
      """
      insert into audit_event (at, organization_id, actor, action, subject, detail, node)
      values (clock_timestamp(), :organization, :actor, :action, :subject, :detail, :node)
      """;

  private static final String LIST =
      """
      select id, at, organization_id, actor, action, subject, detail, node from audit_event
      where (at, id) < (:at, :id)
      order by at desc, id desc
      limit :rows
      """;

  private static final String LIST_OF_ORGANIZATION =
      """
      select id, at, organization_id, actor, action, subject, detail, node from audit_event
      where organization_id = :organization and (at, id) < (:at, :id)
      order by at desc, id desc
      limit :rows
      """;

  private final Jdbi jdbi;
  private final String node;

  /**
   * @param node this replica's id, which every event carries
   */
  public AuditLog(Jdbi jdbi, String node) {
    this.jdbi = jdbi;
    this.node = node;
  }

  /** Records the event in the caller's transaction: it stands exactly when the change stands. */
  public void record(Handle handle, AuditEvent event) {
    handle
        .createUpdate(RECORD)
        .bind("organization", event.organizationId())
        .bind("actor", event.actor())
        .bind("action", event.action())
        .bind("subject", event.subject())
        .bind("detail", event.detail())
        .bind("node", node)
        .execute();
  }

  /**
   * Events, newest first.
   *
   * @param organization only this one's; empty for everybody's and the installation's own
   * @param limit at least 1
   */
  public Page<AuditEntry> list(Optional<UUID> organization, Optional<PageKey> after, int limit) {
    return jdbi.withHandle(
        handle -> {
          var query = handle.createQuery(organization.isPresent() ? LIST_OF_ORGANIZATION : LIST);
          organization.ifPresent(id -> query.bind("organization", id));
          return Page.read(query, after, limit, AuditLog::entry, AuditEntry::key);
        });
  }

  private static AuditEntry entry(ResultSet row, StatementContext context) throws SQLException {
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
        row.getString("node"));
  }
}

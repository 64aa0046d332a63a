package org.castellan.audit;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/** The store of audit events. Thread-safe. */
public final class AuditLog {

  // Their time is the moment, not the transaction's begin: so events keep their order.
  private static final String RECORD =
      """
      insert into audit_event (organization_id, actor, action, subject, detail, node, address)
      values (:organization, :actor, :action, :subject, :detail, :node, :address)
      """;

  /**
   * The same as a part of a larger statement: an event for each row of its {@code happened (action,
   * detail)}. {@link #bind} sets the rest.
   */
  public static final String RECORD_HAPPENED =
      """
      insert into audit_event (organization_id, actor, action, subject, detail, node, address)
      select :organization, :actor, action, :subject, detail, :node, :address from happened
      """;

  private static final String LIST =
      """
      select id, at, organization_id, actor, action, subject, detail, node, address from audit_event
      where (at, id) < (:at, :id)
      """;

  private static final String OF_ORGANIZATION = "and organization_id = :organization\n";

  private static final String FILTERED =
      """
        and (cast(:actor as text) is null or actor = :actor)
        and (cast(:action as text) is null or action = :action)
        and (cast(:text as text) is null
          or strpos(lower(subject), lower(:text)) > 0 or strpos(lower(detail), lower(:text)) > 0)
      order by at desc, id desc
      limit :rows
      """;

  private final Jdbi jdbi;
  private final String node;
  private final ClientAddress client = new ClientAddress();

  /**
   * @param node this replica's id, which every event carries
   */
  public AuditLog(Jdbi jdbi, String node) {
    this.jdbi = jdbi;
    this.node = node;
  }

  /** Whose address the events carry that a thread records. */
  public ClientAddress client() {
    return client;
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
        .bind("address", client.current())
        .execute();
  }

  /** Sets what {@link #RECORD_HAPPENED} has of parameters, {@code :organization} among them. */
  public <T extends SqlStatement<T>> T bind(
      T statement, UUID organization, String actor, String subject) {
    return statement
        .bind("organization", organization)
        .bind("actor", actor)
        .bind("subject", subject)
        .bind("node", node)
        .bind("address", client.current());
  }

  /**
   * Events that meet the filter, newest first.
   *
   * @param limit at least 1
   */
  public Page<AuditEntry> list(AuditFilter filter, Optional<PageKey> after, int limit) {
    Optional<UUID> organization = filter.organizationId();
    return jdbi.withHandle(
        handle -> {
          var query =
              handle
                  .createQuery(LIST + (organization.isPresent() ? OF_ORGANIZATION : "") + FILTERED)
                  .bind("actor", filter.actor())
                  .bind("action", filter.action())
                  .bind("text", filter.text());
          organization.ifPresent(id -> query.bind("organization", id));
          return Page.read(query, after, limit, AuditEntry::read, AuditEntry::key);
        });
  }
}

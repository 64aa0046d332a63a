package org.castellan.organization;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.castellan.audit.Page;
import org.castellan.audit.PageKey;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** The store of organizations. Thread-safe. */
public final class Organizations {

  private static final String FOREIGN_KEY_VIOLATION = "23503";

  private final OrganizationTable table = new OrganizationTable();
  private final Jdbi jdbi;
  private final AuditLog audit;
  private final List<OrganizationListener> listeners;

  public Organizations(Jdbi jdbi, AuditLog audit, List<OrganizationListener> listeners) {
    this.jdbi = jdbi;
    this.audit = audit;
    this.listeners = List.copyOf(listeners);
  }

  /**
   * Makes an organization, and what the listeners add to it, at once.
   *
   * @param name a {@link DnsLabel}
   * @throws IllegalArgumentException when the name breaks its rule
   */
  public Creation create(String name, Allowance allowance, String actor) {
    require(DnsLabel.matches(name), "an organization's name " + DnsLabel.RULE);
    return jdbi.inTransaction(
        handle ->
            table
                .insert(handle, name, allowance)
                .<Creation>map(organization -> announce(handle, organization, actor))
                .orElseGet(Creation.NameTaken::new));
  }

  public Optional<Organization> find(String name) {
    return jdbi.withHandle(handle -> table.find(handle, name));
  }

  /**
   * Organizations, newest first.
   *
   * @param limit at least 1
   */
  public Page<Organization> list(Optional<PageKey> after, int limit) {
    return jdbi.withHandle(handle -> table.list(handle, after, limit));
  }

  /**
   * The organization with its new allowance, or empty when there is none.
   *
   * @param change makes the new allowance of the one that it has
   */
  public Optional<Organization> change(UUID id, UnaryOperator<Allowance> change, String actor) {
    return jdbi.inTransaction(
        handle -> {
          Optional<Organization> changed =
              table
                  .lock(handle, id)
                  .flatMap(it -> table.change(handle, id, change.apply(it.allowance())));
          changed.ifPresent(
              it ->
                  record(
                      handle,
                      it,
                      actor,
                      "ORGANIZATION_CHANGED",
                      "The organization now has " + it.allowance().words() + "."));
          return changed;
        });
  }

  /**
   * Deletes the organization with its tokens and what the listeners delete, unless it holds
   * artifacts.
   */
  public Deletion delete(UUID id, String actor) {
    try {
      return jdbi.inTransaction(handle -> delete(handle, id, actor));
    } catch (UnableToExecuteStatementException e) {
      // The artifacts' foreign keys are the rule, so that an upload cannot slip in between.
      if (e.getCause() instanceof SQLException cause
          && FOREIGN_KEY_VIOLATION.equals(cause.getSQLState())) {
        return Deletion.NOT_EMPTY;
      }
      throw e;
    }
  }

  private Deletion delete(Handle handle, UUID id, String actor) {
    Optional<Organization> locked = table.lock(handle, id);
    locked.ifPresent(
        organization -> {
          listeners.forEach(listener -> listener.deleting(handle, organization));
          table.delete(handle, id);
          record(
              handle, organization, actor, "ORGANIZATION_DELETED", "The organization was deleted.");
        });
    return locked.isPresent() ? Deletion.DELETED : Deletion.MISSING;
  }

  private Creation announce(Handle handle, Organization organization, String actor) {
    String detail = "The organization was created with " + organization.allowance().words() + ".";
    record(handle, organization, actor, "ORGANIZATION_CREATED", detail);
    listeners.forEach(listener -> listener.created(handle, organization, actor));
    return new Creation.Created(organization);
  }

  private void record(
      Handle handle, Organization organization, String actor, String action, String detail) {
    Optional<UUID> id = Optional.of(organization.id());
    audit.record(handle, new AuditEvent(id, actor, action, organization.name(), detail));
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}

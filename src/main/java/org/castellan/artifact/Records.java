package org.castellan.artifact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Each organization's own record of its artifacts. Thread-safe. */
final class Records {
  /** What {@link #artifact} reads of a copy {@code a}. */
  static final String COLUMNS =
      """
      a.organization_id, a.digest, a.backend_id, a.size, a.file_name, a.created_at,
        a.verified_version, a.damage\
      """;

  private static final String DELETE =
      """
      with gone as (
        delete from artifact where organization_id = :organization and digest = :digest
        returning organization_id, digest, backend_id)
      """
          + Removals.ASK.formatted("select organization_id, digest, backend_id from gone");

  // Of one that may be about to expire, only the row itself tells whether it is still there.
  private static final String UPLOADED_AGAIN =
      """
      with renewed as (
        update artifact set uploaded_at = now()
         where damage is null and coalesce(uploaded_at, created_at) < now() - interval '1 hour'
           and %1$s returning backend_id)
      select exists (select from renewed)
        or exists (
          select from artifact
           where damage is null and coalesce(uploaded_at, created_at) >= now() - interval '1 hour'
             and %1$s)
      """
          .formatted(Copy.THIS);

  private final Jdbi jdbi;
  private final AuditLog audit;

  Records(Jdbi jdbi, AuditLog audit) {
    this.jdbi = jdbi;
    this.audit = audit;
  }

  /**
   * The artifact was uploaded though this copy is there, so it is kept from now on.
   *
   * @return whether the copy still is on record
   */
  static boolean uploadedAgain(Handle handle, Copy copy) {
    return copy.bind(handle.createQuery(UPLOADED_AGAIN)).mapTo(Boolean.class).one();
  }

  /** Removes all copies from the record and asks for the removal of their objects. */
  boolean delete(UUID organizationId, Digest digest, String actor) {
    return jdbi.inTransaction(
        handle ->
            OrganizationLock.take(handle, organizationId)
                && delete(handle, organizationId, digest, actor));
  }

  private boolean delete(Handle handle, UUID organizationId, Digest digest, String actor) {
    int copies =
        handle
            .createUpdate(DELETE)
            .bind("organization", organizationId)
            .bind("digest", digest.hex())
            .execute();
    if (copies > 0) {
      var event =
          new AuditEvent(
              Optional.of(organizationId),
              actor,
              "ARTIFACT_DELETED",
              digest.toString(),
              "Backends that held it: " + copies + ".");
      audit.record(handle, event);
    }
    return copies > 0;
  }

  static Artifact artifact(ResultSet row, StatementContext context) throws SQLException {
    return artifact(row, "backend_id", "created_at");
  }

  /** The same where two columns are called otherwise. */
  static Artifact artifact(ResultSet row, String backendId, String createdAt) throws SQLException {
    return new Artifact(
        row.getObject("organization_id", UUID.class),
        new Digest(row.getString("digest")),
        row.getObject(backendId, UUID.class),
        row.getLong("size"),
        Optional.ofNullable(row.getString("file_name")),
        row.getTimestamp(createdAt).toInstant(),
        Optional.ofNullable(row.getString("verified_version")),
        Optional.ofNullable(row.getString("damage")).map(Damage::valueOf));
  }
}

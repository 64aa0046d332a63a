package org.castellan.artifact;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes artifacts out of the record that were uploaded longer ago than their organization keeps
 * them; their objects go as those of deleted artifacts do. An artifact is as old as its last
 * upload, also of one that was there already. Thread-safe.
 */
final class Retention {

  private static final String ACTOR = "castellan:retention";

  /** Some at a time, so that no lock is held for long. */
  private static final int STEP = 100;

  private static final String LIMITED =
      """
      select o.id from organization o
       where o.retention_ms is not null
         and not exists (select from organization_purge p where p.organization_id = o.id)
       order by o.id
      """;

  // Looked for and deleted in one statement, under the organization's lock.
  private static final String EXPIRE =
      """
      with bound as (
        select id, now() - retention_ms * interval '1 millisecond' as at
          from organization where id = :organization),
      expired as (
        select a.digest from artifact a join bound b on b.id = a.organization_id
         where coalesce(a.uploaded_at, a.created_at) < b.at
           and not exists (
             select from artifact later
              where later.organization_id = a.organization_id and later.digest = a.digest
                and coalesce(later.uploaded_at, later.created_at) >= b.at)
         order by coalesce(a.uploaded_at, a.created_at) limit :limit),
      gone as (
        delete from artifact
         where organization_id = :organization and digest in (select digest from expired)
        returning organization_id, digest, backend_id),
      asked as (
      """
          + Removals.ASK.formatted("select organization_id, digest, backend_id from gone")
          + """
      )
      select digest, count(backend_id) as copies from gone group by digest order by digest
      """;

  private record Expired(String digest, int copies) {}

  private final Jdbi jdbi;
  private final AuditLog audit;

  Retention(Jdbi jdbi, AuditLog audit) {
    this.jdbi = jdbi;
    this.audit = audit;
  }

  /** The organizations that do not keep everything for ever. */
  List<UUID> organizations() {
    return jdbi.withHandle(handle -> handle.createQuery(LIMITED).mapTo(UUID.class).list());
  }

  /** Takes some artifacts out of the record; whether there were any. */
  boolean step(UUID organizationId) {
    return jdbi.inTransaction(
        handle ->
            OrganizationLock.take(handle, organizationId) && expire(handle, organizationId) > 0);
  }

  private int expire(Handle handle, UUID organizationId) {
    List<Expired> expired =
        handle
            .createQuery(EXPIRE)
            .bind("organization", organizationId)
            .bind("limit", STEP)
            .map((row, context) -> new Expired(row.getString("digest"), row.getInt("copies")))
            .list();
    expired.forEach(it -> audit.record(handle, event(organizationId, it)));
    return expired.size();
  }

  private static AuditEvent event(UUID organizationId, Expired expired) {
    return new AuditEvent(
        Optional.of(organizationId),
        ACTOR,
        "ARTIFACT_EXPIRED",
        new Digest(expired.digest()).toString(),
        "The organization keeps artifacts no longer. Backends that held it: %d."
            .formatted(expired.copies()));
  }
}

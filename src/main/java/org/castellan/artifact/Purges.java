package org.castellan.artifact;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * Organizations that are purged: from then on they take no uploads, their artifacts go from the
 * record and their objects from the backends in the background. Thread-safe.
 */
public final class Purges {

  private static final String ASK =
      """
      insert into organization_purge (organization_id, asked_by) values (:organization, :actor)
      on conflict (organization_id) do nothing
      """;

  private static final String PROGRESS =
      """
      select p.asked_at,
             (select count(a.digest) from artifact a
               where a.organization_id = p.organization_id) as artifacts,
             (select count(r.digest) from artifact_removal r
               where r.organization_id = p.organization_id) as objects,
             (select count(r.digest) from artifact_removal r
               where r.organization_id = p.organization_id
                 and r.error_class is not null) as failing
        from organization_purge p
       where p.organization_id = :organization
      """;

  // Some at a time, so that no lock is held for long.
  private static final String STEP =
      """
      with gone as (
        delete from artifact
         where organization_id = :organization and (digest, backend_id) in (
           select digest, backend_id from artifact
            where organization_id = :organization limit 500)
        returning organization_id, digest, backend_id)
      """
          + Removals.ASK.formatted("select organization_id, digest, backend_id from gone");

  private static final String EMPTY =
      """
      select p.organization_id from organization_purge p
       where not exists (select from artifact a where a.organization_id = p.organization_id)
         and not exists (
           select from artifact_upload u where u.organization_id = p.organization_id)
         and not exists (
           select from artifact_removal r where r.organization_id = p.organization_id)
      """;

  private final Jdbi jdbi;
  private final AuditLog audit;

  public Purges(Jdbi jdbi, AuditLog audit) {
    this.jdbi = jdbi;
    this.audit = audit;
  }

  /**
   * Begins a purge, or leaves the one that is under way to go on.
   *
   * @param name the organization's
   * @return false when there is no such organization
   */
  public boolean ask(UUID organizationId, String name, String actor) {
    return jdbi.inTransaction(
        handle -> {
          boolean there = OrganizationLock.take(handle, organizationId);
          if (there) {
            ask(handle, organizationId, name, actor);
          }
          return there;
        });
  }

  private void ask(Handle handle, UUID organizationId, String name, String actor) {
    int asked =
        handle
            .createUpdate(ASK)
            .bind("organization", organizationId)
            .bind("actor", actor)
            .execute();
    if (asked == 1) {
      var event =
          new AuditEvent(
              Optional.of(organizationId),
              actor,
              "ORGANIZATION_PURGE_ASKED",
              name,
              "The organization takes no uploads any more, and what it holds is removed.");
      audit.record(handle, event);
    }
  }

  /** Empty when the organization is not being purged. */
  public Optional<PurgeProgress> progress(UUID organizationId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(PROGRESS)
                .bind("organization", organizationId)
                .map(ConstructorMapper.of(PurgeProgress.class))
                .findOne());
  }

  /** All that are being purged. */
  List<UUID> all() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select organization_id from organization_purge order by asked_at")
                .mapTo(UUID.class)
                .list());
  }

  /** Those of which nothing is left. */
  List<UUID> empty() {
    return jdbi.withHandle(handle -> handle.createQuery(EMPTY).mapTo(UUID.class).list());
  }

  /** Takes some artifacts out of the record; whether there were any. */
  boolean step(UUID organizationId) {
    return jdbi.inTransaction(
        handle ->
            OrganizationLock.take(handle, organizationId)
                && handle.createUpdate(STEP).bind("organization", organizationId).execute() > 0);
  }
}

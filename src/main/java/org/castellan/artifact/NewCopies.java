package org.castellan.artifact;

import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.AuditLog;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * Enters copies that a provider holds into the record, each in place of its intent. A copy that was
 * damaged is sound from then on. Thread-safe.
 */
final class NewCopies {

  private static final String RECORD =
      """
      with before as (
        select backend_id, damage from artifact
         where organization_id = :organization and digest = :digest),
      ended as (
        delete from artifact_upload where id = :intent and %1$s returning backend_id),
      recorded as (
        insert into artifact
          (organization_id, digest, backend_id, size, file_name, created_by, home_id, uploaded_at)
        select b.organization_id, :digest, b.id, :size, :fileName, :actor, home.id, %2$s
          from ended join cas_backend b on b.id = ended.backend_id
          left join cas_backend home
            on home.organization_id = b.organization_id and home.is_default and b.is_fallback
        on conflict (organization_id, digest, backend_id)
          do update set file_name = coalesce(artifact.file_name, excluded.file_name),
            restored_at = case when artifact.damage is null then artifact.restored_at
                               else clock_timestamp() end,
            damage = null, damaged_at = null, uploaded_at = %3$s
        returning organization_id, digest, backend_id, size, file_name, created_at,
          verified_version, damage),
      happened (action, detail) as (
        select 'ARTIFACT_STORED', format('%%s bytes were stored in %%s.', size, :backend)
          from recorded where not exists (select from before)
        union all
        select 'ARTIFACT_REPAIRED',
               format('Its copy in %%s, which was %%s, was stored again.', :backend, before.damage)
          from recorded join before using (backend_id) where before.damage is not null),
      told as (
        %4$s)
      select organization_id, digest, backend_id, size, file_name, created_at, verified_version,
             damage, not exists (select from before) as is_new
        from recorded
      """;

  private static final String UPLOADED =
      RECORD.formatted("true", "now()", "excluded.uploaded_at", AuditLog.RECORD_HAPPENED);

  // No upload: such a copy goes when its source would have gone.
  private static final String COPIED =
      RECORD.formatted(
          "exists (select from before)",
          """
          (select max(coalesce(s.uploaded_at, s.created_at)) from artifact s
            where s.organization_id = b.organization_id and s.digest = :digest)\
          """,
          "artifact.uploaded_at",
          AuditLog.RECORD_HAPPENED);

  private final Jdbi jdbi;
  private final AuditLog audit;

  NewCopies(Jdbi jdbi, AuditLog audit) {
    this.jdbi = jdbi;
    this.audit = audit;
  }

  /** Records what was uploaded; empty when its intent is gone. */
  Optional<UploadResult> record(UUID intent, Upload upload, Digest digest, long size) {
    return record(UPLOADED, intent, upload, digest, size);
  }

  /** The same for one more copy of what is on record, if it still is. */
  Optional<UploadResult> recordCopy(UUID intent, Upload upload, Digest digest, long size) {
    return record(COPIED, intent, upload, digest, size);
  }

  private Optional<UploadResult> record(
      String statement, UUID intent, Upload upload, Digest digest, long size) {
    UUID organization = upload.backend().organizationId();
    String backend = upload.backend().name();
    return jdbi.withHandle(
        handle -> {
          Query both =
              OrganizationLock.with(handle, statement)
                  .bind("intent", intent)
                  .bind("digest", digest.hex())
                  .bind("size", size)
                  .bind("fileName", upload.fileName())
                  .bind("backend", backend);
          audit.bind(both, organization, upload.actor(), digest.toString());
          return OrganizationLock.row(
              both,
              (row, context) ->
                  new UploadResult.Stored(
                      Records.artifact(row, context), backend, row.getBoolean("is_new")));
        });
  }
}

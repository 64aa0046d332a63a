package org.castellan.artifact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Each organization's own record of its artifacts. Thread-safe. */
final class Records {
  private static final String FIND =
      """
      select a.organization_id, a.digest, a.backend_id, a.size, a.file_name, a.created_at
        from artifact a join cas_backend b on b.id = a.backend_id
       where a.organization_id = :organization and a.digest = :digest
       order by b.status = 'OK' and b.deleted_at is null desc, b.status = 'OK' desc, a.created_at
      """;
  // Uploads of one organization are recorded one after the other, so that a quota holds.
  private static final String LOCK =
      """
      select coalesce(quota_bytes, -1) from organization where id = :organization
         for no key update
      """;
  private static final String OTHERS =
      """
      select coalesce(sum(size), 0)
        from (select distinct on (digest) size from artifact
               where organization_id = :organization and digest <> :digest
               order by digest) as others
      """;
  private static final String RECORD =
      """
      insert into artifact (organization_id, digest, backend_id, size, file_name, created_by)
      values (:organization, :digest, :backend, :size, :fileName, :actor)
      on conflict (organization_id, digest, backend_id)
        do update set file_name = coalesce(artifact.file_name, excluded.file_name)
      returning organization_id, digest, backend_id, size, file_name, created_at
      """;

  private final Jdbi jdbi;
  private final AuditLog audit;

  Records(Jdbi jdbi, AuditLog audit) {
    this.jdbi = jdbi;
    this.audit = audit;
  }

  /** The copies of an artifact, those on healthy backends first. */
  List<Artifact> find(UUID organizationId, Digest digest) {
    return jdbi.withHandle(handle -> find(handle, organizationId, digest));
  }

  /** The quota that one more artifact would break, if any. */
  Optional<UploadResult> refusal(UUID organizationId, Digest digest, long size) {
    return jdbi.inTransaction(handle -> refusal(handle, organizationId, digest, size));
  }

  /** Records a copy that the provider holds, unless a quota forbids it by now. */
  UploadResult record(Upload upload, Digest digest, long size) {
    UUID organization = upload.backend().organizationId();
    return jdbi.inTransaction(
        handle ->
            refusal(handle, organization, digest, size)
                .orElseGet(() -> insert(handle, upload, digest, size)));
  }

  private static Optional<UploadResult> refusal(
      Handle handle, UUID organization, Digest digest, long size) {
    Optional<Long> quota =
        handle.createQuery(LOCK).bind("organization", organization).mapTo(Long.class).findOne();
    if (quota.isEmpty()) {
      return Optional.of(new UploadResult.OrganizationGone());
    }
    return quota
        .filter(bytes -> bytes >= 0 && others(handle, organization, digest) > bytes - size)
        .map(UploadResult.QuotaExceeded::new);
  }

  private static long others(Handle handle, UUID organization, Digest digest) {
    return handle
        .createQuery(OTHERS)
        .bind("organization", organization)
        .bind("digest", digest.hex())
        .mapTo(Long.class)
        .one();
  }

  private UploadResult insert(Handle handle, Upload upload, Digest digest, long size) {
    UUID organization = upload.backend().organizationId();
    boolean isNew = find(handle, organization, digest).isEmpty();
    Artifact artifact =
        handle
            .createQuery(RECORD)
            .bind("organization", organization)
            .bind("digest", digest.hex())
            .bind("backend", upload.backend().id())
            .bind("size", size)
            .bind("fileName", upload.fileName())
            .bind("actor", upload.actor())
            .map(Records::artifact)
            .one();
    if (isNew) {
      String detail = size + " bytes were stored in " + upload.backend().name() + ".";
      audit.record(
          handle,
          new AuditEvent(
              Optional.of(organization),
              upload.actor(),
              "ARTIFACT_STORED",
              digest.toString(),
              detail));
    }
    return new UploadResult.Stored(artifact, upload.backend().name(), isNew);
  }

  private static List<Artifact> find(Handle handle, UUID organization, Digest digest) {
    return handle
        .createQuery(FIND)
        .bind("organization", organization)
        .bind("digest", digest.hex())
        .map(Records::artifact)
        .list();
  }

  private static Artifact artifact(ResultSet row, StatementContext context) throws SQLException {
    return new Artifact(
        row.getObject("organization_id", UUID.class),
        new Digest(row.getString("digest")),
        row.getObject("backend_id", UUID.class),
        row.getLong("size"),
        Optional.ofNullable(row.getString("file_name")),
        row.getTimestamp("created_at").toInstant());
  }
}

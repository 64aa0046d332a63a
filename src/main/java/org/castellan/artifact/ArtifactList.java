package org.castellan.artifact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.castellan.audit.Page;
import org.castellan.audit.PageKey;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Lists an organization's artifacts. Thread-safe. */
public final class ArtifactList {

  // An artifact stands where its first copy stands.
  private static final String LIST =
      """
      select a.digest, a.size, a.file_name, a.created_at, a.created_by,
             c.backends, c.verified_at, c.damages, c.damaged_at
        from artifact a
       cross join lateral (
         select array_agg(b.name order by h.created_at, b.id) as backends,
                array_agg(h.verified_at order by h.created_at, b.id) as verified_at,
                array_agg(h.damage order by h.created_at, b.id) as damages,
                array_agg(h.damaged_at order by h.created_at, b.id) as damaged_at
           from artifact h join cas_backend b on b.id = h.backend_id
          where h.organization_id = a.organization_id and h.digest = a.digest) c
       where a.organization_id = :organization
         and (a.created_at, cast(substr(a.digest, 1, 32) as uuid)) < (:at, :id)
         and not exists (
           select from artifact e
            where e.organization_id = a.organization_id and e.digest = a.digest
              and (e.created_at, e.backend_id) < (a.created_at, a.backend_id))
         and (cast(:digest as text) is null or starts_with(a.digest, :digest))
         and (cast(:fileName as text) is null
           or strpos(lower(a.file_name), lower(:fileName)) > 0)
         and (cast(:backend as text) is null or exists (
           select from artifact h join cas_backend b on b.id = h.backend_id
            where h.organization_id = a.organization_id and h.digest = a.digest
              and b.name = :backend))
         and (cast(:after as timestamptz) is null or a.created_at >= :after)
         and (cast(:before as timestamptz) is null or a.created_at < :before)
         and (cast(:damage as text) is null or exists (
           select from artifact h
            where h.organization_id = a.organization_id and h.digest = a.digest
              and h.damage = :damage))
       order by a.created_at desc, cast(substr(a.digest, 1, 32) as uuid) desc
       limit :rows
      """;

  private final Jdbi jdbi;

  public ArtifactList(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Artifacts, newest first.
   *
   * @param limit at least 1
   */
  public Page<ListedArtifact> list(
      UUID organizationId, ArtifactFilter filter, Optional<PageKey> after, int limit) {
    return jdbi.withHandle(
        handle ->
            Page.read(
                handle
                    .createQuery(LIST)
                    .bind("organization", organizationId)
                    .bind("digest", filter.digestPrefix())
                    .bind("fileName", filter.fileName())
                    .bind("backend", filter.backend())
                    .bind("after", filter.uploadedAfter())
                    .bind("before", filter.uploadedBefore())
                    .bind("damage", filter.damage().map(Damage::name)),
                after,
                limit,
                ArtifactList::artifact,
                ListedArtifact::key));
  }

  private static ListedArtifact artifact(ResultSet row, StatementContext context)
      throws SQLException {
    return new ListedArtifact(
        new Digest(row.getString("digest")),
        row.getLong("size"),
        Optional.ofNullable(row.getString("file_name")),
        copies(row),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_by"));
  }

  private static List<ListedCopy> copies(ResultSet row) throws SQLException {
    var backends = (String[]) row.getArray("backends").getArray();
    var verified = (Timestamp[]) row.getArray("verified_at").getArray();
    var damages = (String[]) row.getArray("damages").getArray();
    var damaged = (Timestamp[]) row.getArray("damaged_at").getArray();
    return IntStream.range(0, backends.length)
        .mapToObj(
            i ->
                new ListedCopy(
                    backends[i],
                    Optional.ofNullable(verified[i]).map(Timestamp::toInstant),
                    Optional.ofNullable(damages[i]).map(Damage::valueOf),
                    Optional.ofNullable(damaged[i]).map(Timestamp::toInstant)))
        .toList();
  }
}

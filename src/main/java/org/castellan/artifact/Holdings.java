package org.castellan.artifact;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * What an organization's record has of many artifacts at once, for clients that ask before they
 * send. Tells what is so now; an upload is decided on again when it comes. Thread-safe.
 */
public final class Holdings {

  /**
   * An artifact in the record.
   *
   * @param size in bytes
   * @param readable whether a backend that is valid holds a sound copy: then it need not be sent
   */
  public record Holding(long size, boolean readable) {}

  private record Row(Digest digest, Holding holding) {}

  private static final String FIND =
      """
      select a.digest, max(a.size) as size,
             bool_or(b.status = 'OK' and a.damage is null) as readable
        from artifact a join cas_backend b on b.id = a.backend_id
       where a.organization_id = :organization and a.digest in (<digests>)
       group by a.digest
      """;

  // As the quota counts: each artifact once, and uploads under way as if done.
  private static final String ROOM =
      """
      select o.quota_bytes - coalesce(
          (select sum(others.size)
             from (select held.digest, max(held.size) as size
                     from (select digest, size from artifact where organization_id = o.id
                           union all
                           select digest, size from artifact_upload
                            where organization_id = o.id) as held
                    where held.digest not in (<digests>)
                    group by held.digest) as others), 0) as room
        from organization o
       where o.id = :organization and o.quota_bytes is not null
      """;

  private final Jdbi jdbi;

  public Holdings(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Those of the artifacts that the record has. */
  public Map<Digest, Holding> find(UUID organizationId, Set<Digest> digests) {
    if (digests.isEmpty()) {
      return Map.of();
    }
    return jdbi
        .withHandle(
            handle ->
                handle
                    .createQuery(FIND)
                    .bind("organization", organizationId)
                    .bindList("digests", digests.stream().map(Digest::hex).toList())
                    .map(
                        (row, context) ->
                            new Row(
                                new Digest(row.getString("digest")),
                                new Holding(row.getLong("size"), row.getBoolean("readable"))))
                    .list())
        .stream()
        .collect(Collectors.toUnmodifiableMap(Row::digest, Row::holding));
  }

  /**
   * How many bytes these artifacts may have together; empty without a quota.
   *
   * @param digests at least one
   */
  public OptionalLong room(UUID organizationId, Set<Digest> digests) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(ROOM)
                    .bind("organization", organizationId)
                    .bindList("digests", digests.stream().map(Digest::hex).toList())
                    .mapTo(Long.class)
                    .findOne())
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }
}

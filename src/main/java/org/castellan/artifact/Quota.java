package org.castellan.artifact;

/** What an organization may hold, as statements ask for it. */
final class Quota {

  /**
   * Whether the organization {@code o} has room for {@code :size} bytes of {@code :digest} beside
   * all others. An artifact counts once however many backends hold it; uploads under way count as
   * if done; what is on record has its room.
   */
  static final String ADMITS =
      """
      (o.quota_bytes is null
        or o.quota_bytes - :size >= (
          select coalesce(sum(others.size), 0)
            from (select held.digest, max(held.size) as size
                    from (select digest, size from artifact where organization_id = o.id
                          union all
                          select digest, size from artifact_upload
                           where organization_id = o.id) as held
                   where held.digest <> :digest
                   group by held.digest) as others)
        or exists (select from artifact where organization_id = o.id and digest = :digest))
      """;

  private Quota() {}
}

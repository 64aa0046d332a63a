package org.castellan.artifact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * What uploads are about to leave at providers. An intent ends as a record, or as a removal; so
 * what an upload left is known whatever became of its replica. Thread-safe.
 */
final class Intents {

  private static final String BEGIN =
      """
      with look as (
        select o.quota_bytes as quota, %s as admitted, (%s) as in_the_way,
               exists (select from organization_purge p where p.organization_id = o.id) as purged,
               :unlessKnown and exists (
                 select from artifact where organization_id = o.id and digest = :digest) as known
          from organization o
         where o.id = :organization),
      begun as (
        insert into artifact_upload (id, organization_id, digest, backend_id, size, node)
        select :id, :organization, :digest, :backend, :size, :node
          from look
         where admitted and not in_the_way and not purged and not known)
      select quota, admitted, in_the_way, purged, known from look
      """
          .formatted(Quota.ADMITS, Removals.IN_HAND);

  private static final String SEEN =
      "update artifact_upload set seen_at = clock_timestamp() where id in (<ids>)";

  private static final String ABANDON =
      "with gone as (delete from artifact_upload where id = :id) "
          + Removals.ASK.formatted("values (:organization, :digest, :backend)");

  private static final String REAP =
      """
      with gone as (
        delete from artifact_upload
         where seen_at < clock_timestamp() - :unseen * interval '1 millisecond'
        returning organization_id, digest, backend_id)
      """
          + Removals.ASK.formatted("select distinct organization_id, digest, backend_id from gone");

  private final Jdbi jdbi;
  private final String node;

  Intents(Jdbi jdbi, String node) {
    this.jdbi = jdbi;
    this.node = node;
  }

  /** Reserves room for the upload, if there is any. */
  Beginning begin(Copy copy, long size) {
    return jdbi.withHandle(handle -> begin(handle, copy, size));
  }

  /** The same on a connection at hand, outside of a transaction. */
  Beginning begin(Handle handle, Copy copy, long size) {
    return begin(handle, copy, size, false);
  }

  /** The same unless the record has the artifact, wherever and in whatever state. */
  Beginning beginUnlessKnown(Handle handle, Copy copy, long size) {
    return begin(handle, copy, size, true);
  }

  private Beginning begin(Handle handle, Copy copy, long size, boolean unlessKnown) {
    UUID id = UUID.randomUUID();
    Query query =
        copy.bind(OrganizationLock.with(handle, BEGIN))
            .bind("id", id)
            .bind("size", size)
            .bind("unlessKnown", unlessKnown)
            .bind("node", node);
    return OrganizationLock.row(query, (row, context) -> beginning(row, id))
        .orElseGet(() -> new Beginning.Answered(new UploadResult.OrganizationGone()));
  }

  private static Beginning beginning(ResultSet row, UUID id) throws SQLException {
    if (row.getBoolean("purged")) {
      return new Beginning.Answered(new UploadResult.OrganizationGone());
    }
    if (row.getBoolean("known")) {
      return new Beginning.Known();
    }
    if (!row.getBoolean("admitted")) {
      return new Beginning.Answered(new UploadResult.QuotaExceeded(row.getLong("quota")));
    }
    return row.getBoolean("in_the_way") ? new Beginning.InTheWay() : new Beginning.Begun(id);
  }

  /** Says that the uploads are under way. */
  void seen(Collection<UUID> ids) {
    if (!ids.isEmpty()) {
      jdbi.useHandle(handle -> handle.createUpdate(SEEN).bindList("ids", ids).execute());
    }
  }

  /** What the upload may have left is to be removed. */
  void abandon(UUID intent, Copy copy) {
    jdbi.useHandle(handle -> copy.bind(handle.createUpdate(ABANDON)).bind("id", intent).execute());
  }

  /** The same for all uploads that nobody has seen for so long; how many objects that makes. */
  int reap(Duration unseen) {
    return jdbi.withHandle(
        handle -> handle.createUpdate(REAP).bind("unseen", unseen.toMillis()).execute());
  }
}

package org.castellan.artifact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The objects that wait for their removal, and where. Thread-safe. */
final class RemovalQueue {

  private static final String DUE = "due_at <= clock_timestamp() and " + Removals.FREE;
  private static final String BACKENDS =
      "select distinct backend_id from artifact_removal where " + DUE;
  private static final String NEXT =
      "select organization_id, digest, backend_id from artifact_removal"
          + " where backend_id = :backend and "
          + DUE
          + " order by due_at limit 100";

  private final Jdbi jdbi;

  RemovalQueue(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The backends of which something is to be removed now. */
  List<UUID> backendsDue() {
    return jdbi.withHandle(handle -> handle.createQuery(BACKENDS).mapTo(UUID.class).list());
  }

  /** Some of what is to be removed from a backend now, longest due first. */
  List<Copy> due(UUID backendId) {
    return jdbi.withHandle(
        handle ->
            handle.createQuery(NEXT).bind("backend", backendId).map(RemovalQueue::copy).list());
  }

  /** How many are to be removed, whenever that is due. */
  int count() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(digest) from artifact_removal")
                .mapTo(Integer.class)
                .one());
  }

  private static Copy copy(ResultSet row, StatementContext context) throws SQLException {
    return new Copy(
        row.getObject("organization_id", UUID.class),
        new Digest(row.getString("digest")),
        row.getObject("backend_id", UUID.class));
  }
}

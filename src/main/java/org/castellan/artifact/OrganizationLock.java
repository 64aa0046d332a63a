package org.castellan.artifact;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * Who has it has an organization locked until the transaction ends: whatever decides on artifacts
 * and their objects happens one after the other there.
 */
final class OrganizationLock {

  private static final String TAKE =
      "select id from organization where id = :organization for no key update";

  private OrganizationLock() {}

  /** Waits for it; false when there is no such organization. */
  static boolean take(Handle handle, UUID organizationId) {
    return handle
        .createQuery(TAKE)
        .bind("organization", organizationId)
        .mapTo(UUID.class)
        .findOne()
        .isPresent();
  }

  /**
   * The lock and what is done under it, sent at once: outside of a transaction they are one of
   * their own, which ends with them, so that nobody waits for this replica's next message. The
   * second statement sees all that was committed when the lock was had. One row, or none, comes of
   * it.
   *
   * @param statement with {@code :organization}
   */
  static Query with(Handle handle, String statement) {
    return handle.createQuery(TAKE + ";\n" + statement);
  }

  /** The row of a statement {@link #with} the lock. */
  static <T> Optional<T> row(Query both, RowMapper<T> mapper) {
    return both.execute(
        (executed, context) -> {
          try (context) {
            PreparedStatement statement = executed.get();
            statement.getMoreResults();
            ResultSet rows = statement.getResultSet();
            return rows.next() ? Optional.of(mapper.map(rows, context)) : Optional.empty();
          }
        });
  }
}

package org.castellan.lock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What is said to PostgreSQL about a lock: one statement and so one round trip for each thing. */
final class LockStatements {

  /** The settings are read before and set after the attempt, and only when it succeeded. */
  private static final String ACQUIRE =
      """
      with attempt as materialized (
        select pg_try_advisory_lock(?) as locked, pg_backend_pid() as pid,
          %s)
      select *, case when locked then %s end as settings from attempt
      """
          .formatted(SessionSettings.COLUMNS, SessionSettings.SET);

  private static final String HEARTBEAT =
      "select pg_backend_pid(), coalesce(current_setting('castellan.lease', true), '')";

  private static final String RELEASE =
      "select pg_advisory_unlock(?), %s as settings".formatted(SessionSettings.SET);

  private static final String TERMINATE = "select pg_terminate_backend(pg_backend_pid())";

  private LockStatements() {}

  /**
   * @param locked whether the session got the lock
   * @param pid the session's process id
   * @param before what the session was set to
   */
  record Answer(boolean locked, int pid, SessionSettings before) {}

  static Answer acquire(Connection connection, LockKey key, SessionSettings settings)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ACQUIRE)) {
      statement.setLong(1, key.advisoryKey());
      settings.bind(statement, 2);
      try (ResultSet row = only(statement)) {
        return new Answer(row.getBoolean("locked"), row.getInt("pid"), SessionSettings.read(row));
      }
    }
  }

  /** Whether the session that answers is the one that took the lock. */
  static boolean heartbeat(Connection connection, LockKey key, int pid) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HEARTBEAT);
        ResultSet row = only(statement)) {
      return row.getInt(1) == pid && row.getString(2).equals(key.name());
    }
  }

  /** Whether the lock was held and now is not. */
  static boolean release(Connection connection, LockKey key, SessionSettings before)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
      statement.setLong(1, key.advisoryKey());
      before.bind(statement, 2);
      try (ResultSet row = only(statement)) {
        return row.getBoolean(1);
      }
    }
  }

  /** Ends the session from within; the answer, if any, is an error. */
  static void terminate(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TERMINATE)) {
      statement.execute();
    }
  }

  private static ResultSet only(PreparedStatement statement) throws SQLException {
    ResultSet rows = statement.executeQuery();
    if (!rows.next()) {
      throw new SQLException("one row was expected, none came");
    }
    return rows;
  }
}

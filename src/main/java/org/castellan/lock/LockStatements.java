package org.castellan.lock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What is said to PostgreSQL about a lock: one statement and so one round trip for each thing. Each
 * setting would cost an eighth of a round trip, so there are two: the lease, and a marker. The
 * session is never in a transaction and waits for no lock, so those timeouts would bound nothing.
 */
final class LockStatements {

  /**
   * A session that carries the marker holds a lock already: another would stack on it. The cases
   * are tried in order, so a setting changes only after the lock was had.
   */
  private static final String ACQUIRE =
      """
      select pg_backend_pid(), current_setting('idle_session_timeout'),
        case
          when coalesce(current_setting('castellan.lease', true), '') <> '' then -1
          when pg_try_advisory_lock(?) then num_nonnulls(
            set_config('castellan.lease', ?, false),
            set_config('idle_session_timeout', ?, false))
          else 0
        end""";

  private static final String HEARTBEAT =
      "select pg_backend_pid(), coalesce(current_setting('castellan.lease', true), '')";

  private static final String RELEASE =
      """
      select pg_advisory_unlock(?), num_nonnulls(
        set_config('castellan.lease', '', false),
        set_config('idle_session_timeout', ?, false))""";

  private static final String TERMINATE = "select pg_terminate_backend(pg_backend_pid())";

  private LockStatements() {}

  enum Outcome {
    TAKEN,
    BUSY,
    /** The session carries a lease, and may hold its lock. */
    DIRTY
  }

  /**
   * @param pid the session's process id
   * @param idleTimeout what its {@code idle_session_timeout} was before
   */
  record Answer(Outcome outcome, int pid, String idleTimeout) {}

  /** From now on the server ends the session when it is silent for {@code ttl}. */
  static Answer acquire(Connection connection, LockKey key, Duration ttl) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ACQUIRE)) {
      statement.setLong(1, key.advisoryKey());
      statement.setString(2, key.name());
      statement.setString(3, Long.toString(ttl.toMillis()));
      try (ResultSet row = only(statement)) {
        return new Answer(outcome(row.getInt(3)), row.getInt(1), row.getString(2));
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

  /** Whether the lock was held and now is not, and the session is set as it was. */
  static boolean release(Connection connection, LockKey key, String idleTimeout)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
      statement.setLong(1, key.advisoryKey());
      statement.setString(2, idleTimeout);
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

  private static Outcome outcome(int code) {
    return code < 0 ? Outcome.DIRTY : code == 0 ? Outcome.BUSY : Outcome.TAKEN;
  }

  private static ResultSet only(PreparedStatement statement) throws SQLException {
    ResultSet rows = statement.executeQuery();
    if (!rows.next()) {
      throw new SQLException("one row was expected, none came");
    }
    return rows;
  }
}

package org.castellan.lock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is said to PostgreSQL about a lock: one statement and so one round trip for each thing. Each
 * setting costs a tenth of a round trip, so there is only the one that is the lease. The session is
 * never in a transaction and waits for no lock, so those timeouts would bound nothing.
 *
 * <p>The lease marks its session, too: it ends in 1 ms, as nobody's configuration does.
 */
final class LockStatements {

  /** The setting is read before and changes only after the lock was had; null when it was not. */
  private static final String ACQUIRE =
      """
      select pg_backend_pid(), current_setting('idle_session_timeout'),
        case when pg_try_advisory_lock(?) then set_config('idle_session_timeout', ?, false) end""";

  private static final String HEARTBEAT =
      "select pg_backend_pid(), current_setting('idle_session_timeout') like '%1ms'";

  private static final String RELEASE =
      "select pg_advisory_unlock(?), set_config('idle_session_timeout', ?, false)";

  private static final String MARK = "1ms";

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
      statement.setString(2, marked(ttl));
      try (ResultSet row = only(statement)) {
        String before = row.getString(2);
        return new Answer(outcome(before, row.getString(3)), row.getInt(1), before);
      }
    }
  }

  /** Whether the session that answers is the one that took the lock. */
  static boolean heartbeat(Connection connection, int pid) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HEARTBEAT);
        ResultSet row = only(statement)) {
      return row.getInt(1) == pid && row.getBoolean(2);
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

  /** A marked session holds a lock already, so this one may have been stacked on it. */
  private static Outcome outcome(String before, @Nullable String now) {
    if (before.endsWith(MARK)) {
      return Outcome.DIRTY;
    }
    return now == null ? Outcome.BUSY : Outcome.TAKEN;
  }

  private static String marked(Duration ttl) {
    return ttl.plusMillis(9).toMillis() / 10 + MARK;
  }

  private static ResultSet only(PreparedStatement statement) throws SQLException {
    ResultSet rows = statement.executeQuery();
    if (!rows.next()) {
      throw new SQLException("one row was expected, none came");
    }
    return rows;
  }
}

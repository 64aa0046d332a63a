package org.castellan.lock;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Checks that a connection keeps its database session. A pooler such as PgBouncer in transaction or
 * statement mode gives every transaction whatever session is free; a session lock taken through it
 * belongs to nobody.
 */
public final class SessionPinning {

  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int ROUNDS = 3;
  private static final String SET = "select set_config('castellan.pinning', '%s', false)";
  private static final String READ =
      "select pg_backend_pid(), coalesce(current_setting('castellan.pinning', true), '')";

  private SessionPinning() {}

  /**
   * Returns when the DataSource is fit for locks. Takes two connections and waits 5 s at most for
   * each answer.
   *
   * @throws LockException with a sentence that says what to do, when connections do not keep their
   *     session or the database cannot be asked
   */
  public static void require(DataSource lockDataSource) {
    try (Connection marked = lockDataSource.getConnection();
        Connection other = lockDataSource.getConnection()) {
      bounded(marked, () -> bounded(other, () -> check(marked, other)));
    } catch (SQLException e) {
      throw new LockException(
          "Whether the lock DataSource is fit for session locks could not be checked: "
              + e.getMessage(),
          e);
    }
  }

  private static void check(Connection marked, Connection other) throws SQLException {
    String marker = UUID.randomUUID().toString();
    query(marked, SET.formatted(marker));
    Session first = session(marked);
    try {
      for (int i = 0; i < ROUNDS; i++) {
        check(first.marker().equals(marker) && session(marked).equals(first));
        checkBeside(first, marked, other);
      }
    } finally {
      query(marked, SET.formatted(""));
    }
  }

  /**
   * A statement on {@code other}, and then a transaction for as long as it lasts, claims a session:
   * the marked one, or else the one that {@code marked} would get next.
   */
  private static void checkBeside(Session first, Connection marked, Connection other)
      throws SQLException {
    check(isApart(session(other), first));
    other.setAutoCommit(false);
    try {
      check(isApart(session(other), first) && session(marked).equals(first));
    } finally {
      other.rollback();
      other.setAutoCommit(true);
    }
  }

  private static boolean isApart(Session one, Session marked) {
    return one.pid() != marked.pid() && one.marker().isEmpty();
  }

  private static void check(boolean pinned) {
    if (!pinned) {
      throw new LockException(
          "The lock DataSource goes through a pooler in transaction or statement mode (PgBouncer?),"
              + " which shares database sessions between connections, so that locks would not hold."
              + " Set pool_mode = session there, or let CASTELLAN_LOCK_DATASOURCE_JNDI name a"
              + " DataSource that connects to PostgreSQL directly.");
    }
  }

  private static Session session(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(READ)) {
      row.next();
      return new Session(row.getInt(1), row.getString(2));
    }
  }

  private static void query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void bounded(Connection connection, Check check) throws SQLException {
    int before = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, TIMEOUT_MILLIS);
    try {
      check.run();
    } finally {
      connection.setNetworkTimeout(Runnable::run, before);
    }
  }

  @FunctionalInterface
  private interface Check {
    void run() throws SQLException;
  }

  /** Who answers on a connection. */
  private record Session(int pid, String marker) {}
}

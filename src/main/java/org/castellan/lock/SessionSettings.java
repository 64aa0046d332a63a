package org.castellan.lock;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What a session is set to while it holds a lock, and what it was set to before.
 *
 * @param lease the marker: the lock's name; empty in a session that holds none
 * @param application what administrators see in {@code pg_stat_activity}
 * @param idle the lease: a session silent for longer is ended by the server
 * @param idleInTransaction likewise inside a transaction
 * @param statement bound for one statement
 * @param lock bound for waiting on a lock
 */
record SessionSettings(
    String lease,
    String application,
    String idle,
    String idleInTransaction,
    String statement,
    String lock) {

  /** The current values, as columns that {@link #read} understands. */
  static final String COLUMNS =
      """
      coalesce(current_setting('castellan.lease', true), '') as lease,
      current_setting('application_name') as application,
      current_setting('idle_session_timeout') as idle,
      current_setting('idle_in_transaction_session_timeout') as idle_in_transaction,
      current_setting('statement_timeout') as statement,
      current_setting('lock_timeout') as lock""";

  /** Sets all, for the session and not for a transaction, with parameters for {@link #bind}. */
  static final String SET =
      """
      num_nonnulls(
        set_config('castellan.lease', ?, false),
        set_config('application_name', ?, false),
        set_config('idle_session_timeout', ?, false),
        set_config('idle_in_transaction_session_timeout', ?, false),
        set_config('statement_timeout', ?, false),
        set_config('lock_timeout', ?, false))""";

  static SessionSettings holding(LockKey key, Duration ttl) {
    String withinTheLease = Long.toString(ttl.dividedBy(2).toMillis());
    return new SessionSettings(
        key.name(),
        "lease " + key.name(),
        Long.toString(ttl.toMillis()),
        withinTheLease,
        withinTheLease,
        withinTheLease);
  }

  static SessionSettings read(ResultSet row) throws SQLException {
    return new SessionSettings(
        row.getString("lease"),
        row.getString("application"),
        row.getString("idle"),
        row.getString("idle_in_transaction"),
        row.getString("statement"),
        row.getString("lock"));
  }

  void bind(PreparedStatement statement, int first) throws SQLException {
    statement.setString(first, lease);
    statement.setString(first + 1, application);
    statement.setString(first + 2, idle);
    statement.setString(first + 3, idleInTransaction);
    statement.setString(first + 4, this.statement);
    statement.setString(first + 5, lock);
  }

  /** Whether the session carries a lock already: taking another would stack. */
  boolean holdsLease() {
    return !lease.isEmpty();
  }
}

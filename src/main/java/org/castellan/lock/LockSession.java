package org.castellan.lock;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A database session that holds a lock. Given back only after the server confirmed the unlock;
 * ended for real when anything about it is in doubt. Thread-safe.
 */
final class LockSession {

  private static final Logger LOG = System.getLogger(LockSession.class.getName());

  private final BoundedConnection connection;
  private final LockKey key;
  private final LeaseSettings settings;
  private final int pid;
  private final String idleTimeout;
  private final long takenAt;

  LockSession(
      BoundedConnection connection,
      LockKey key,
      LeaseSettings settings,
      LockStatements.Answer taken,
      long takenAt) {
    this.connection = connection;
    this.key = key;
    this.settings = settings;
    this.pid = taken.pid();
    this.idleTimeout = taken.idleTimeout();
    this.takenAt = takenAt;
  }

  int pid() {
    return pid;
  }

  /** When the statement that took the lock was sent, on the monotonic clock. */
  long takenAt() {
    return takenAt;
  }

  /**
   * Whether the session still is the one that took the lock.
   *
   * @throws SQLException when it does not answer within {@code bound}
   */
  boolean heartbeat(Duration bound) throws SQLException {
    return connection.call(Duration.ZERO, bound, session -> LockStatements.heartbeat(session, pid));
  }

  /** Unlocks and gives the connection back, or ends it, within the release timeout. */
  void release() {
    try {
      Duration step = settings.releaseStep();
      if (!connection.call(step, step, this::unlock)) {
        discard("the server did not confirm the unlock");
      }
    } catch (SQLException | RuntimeException e) {
      discard(e.toString());
    }
  }

  private boolean unlock(Connection session) throws SQLException {
    boolean unlocked = LockStatements.release(session, key, idleTimeout);
    if (unlocked) {
      connection.giveBack();
    }
    return unlocked;
  }

  private void discard(String reason) {
    LOG.log(
        Level.WARNING,
        "Ending session {0} of lock {1}: {2}",
        String.valueOf(pid),
        key.name(),
        reason);
    connection.discard();
  }

  /** Ends the session of a lost lease. Does not wait. */
  void abandon() {
    connection.startDiscard();
  }
}

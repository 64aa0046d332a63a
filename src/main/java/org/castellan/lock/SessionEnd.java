package org.castellan.lock;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The end of a database session for real, however its connection is wrapped: in the session itself,
 * if nobody else speaks on it, and from this side. Can block.
 */
final class SessionEnd {

  private static final Logger LOG = System.getLogger(SessionEnd.class.getName());

  private final Connection connection;
  private final Turn turn;
  private final Duration step;

  /**
   * @param turn to speak on the connection
   * @param step how long each step may take
   */
  SessionEnd(Connection connection, Turn turn, Duration step) {
    this.connection = connection;
    this.turn = turn;
    this.step = step;
  }

  /** Breaks off, by aborting, whatever another thread waits for on the connection. */
  void run() {
    if (turn.take(Duration.ZERO)) {
      try {
        attempt("terminate", this::terminate);
      } finally {
        turn.pass();
      }
    }
    attempt("abort", () -> connection.abort(Runnable::run));
    attempt("close", connection::close);
  }

  private void terminate() throws SQLException {
    BoundedConnection.bound(connection, step);
    LockStatements.terminate(connection);
  }

  /** Each step fails when the one before it worked, so a failure says nothing. */
  private static void attempt(String step, Step action) {
    try {
      action.run();
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.DEBUG, () -> step + ": " + e.getMessage());
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws SQLException;
  }
}

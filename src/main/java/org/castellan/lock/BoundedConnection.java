package org.castellan.lock;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * A pooled connection whose every use is bounded by a network timeout, and which is in the end
 * either given back or ended for real. Used by one thread at a time; discarded from any.
 */
final class BoundedConnection implements Watchdog.Watched {

  private static final Logger LOG = System.getLogger(BoundedConnection.class.getName());

  private final Connection connection;
  private final int networkTimeoutBefore;
  private final Executor executor;
  private final Watchdog watchdog;
  private final Duration step;
  private final Turn turn = new Turn();
  private final SessionEnd sessionEnd;
  private final FutureTask<?> ending = new FutureTask<>(this::end, null);
  private volatile long callEnds;
  private volatile boolean calling;
  private volatile boolean over;
  private volatile boolean givenBack;

  /** Work on the connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private BoundedConnection(
      Connection connection, Executor executor, Watchdog watchdog, Duration step)
      throws SQLException {
    this.connection = connection;
    this.networkTimeoutBefore = connection.getNetworkTimeout();
    this.executor = executor;
    this.watchdog = watchdog;
    this.step = step;
    this.sessionEnd = new SessionEnd(connection, turn, step);
  }

  /**
   * Waits as long as the pool does.
   *
   * @param executor where a connection is ended, because that can block
   * @param step how long each step of ending it may take
   */
  static BoundedConnection open(
      DataSource source, Executor executor, Watchdog watchdog, Duration step) throws SQLException {
    Connection connection = source.getConnection();
    try {
      var bounded = new BoundedConnection(connection, executor, watchdog, step);
      watchdog.watch(bounded);
      return bounded;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Works on the connection.
   *
   * @param patience how long to wait while another thread works on it
   * @param bound how long it may take, even when the database answers byte by byte
   * @throws SQLException when the wait or the work takes longer, or the work fails
   */
  <T> T call(Duration patience, Duration bound, Work<T> work) throws SQLException {
    if (!turn.take(patience)) {
      throw new SQLException("the connection is in use: the database does not answer");
    }
    try {
      if (over) {
        throw new SQLException("the connection was given back or ended");
      }
      return within(bound, work);
    } finally {
      turn.pass();
    }
  }

  /** The network timeout starts anew with each byte read, hence the second bound. */
  private <T> T within(Duration bound, Work<T> work) throws SQLException {
    bound(connection, bound);
    callEnds = System.nanoTime() + bound.toNanos();
    calling = true;
    try {
      return work.on(connection);
    } finally {
      calling = false;
    }
  }

  @Override
  public void look() {
    if (calling && System.nanoTime() - callEnds > 0) {
      startDiscard();
    }
  }

  /** Returns it to its pool as it came. To be called from within {@link #call}. */
  void giveBack() throws SQLException {
    over = true;
    watchdog.forget(this);
    connection.setNetworkTimeout(Runnable::run, networkTimeoutBefore);
    connection.close();
    givenBack = true;
  }

  /**
   * Ends the database session for real, however the connection is wrapped: closing alone would
   * leave it, with its lock, in a pool. Waits one step at most; the rest goes on by itself.
   */
  void discard() {
    startDiscard();
    try {
      ending.get(step.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.DEBUG, "The connection is still being ended", e);
    }
  }

  /** As {@link #discard()}, without waiting. */
  void startDiscard() {
    over = true;
    watchdog.forget(this);
    try {
      executor.execute(ending);
    } catch (RejectedExecutionException e) {
      ending.run();
    }
  }

  private void end() {
    if (!givenBack) {
      sessionEnd.run();
    }
  }

  /** Zero would mean for ever. */
  static void bound(Connection connection, Duration bound) throws SQLException {
    int millis = Math.toIntExact(Math.max(1, bound.toMillis()));
    connection.setNetworkTimeout(Runnable::run, millis);
  }
}

package org.castellan.lock;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/** Takes locks with sessions from a pool, and leaves none there that might hold one. */
final class LockSessions {

  private static final Logger LOG = System.getLogger(LockSessions.class.getName());
  private static final int ATTEMPTS = 3;

  private final DataSource source;
  private final Executor executor;
  private final LeaseSettings settings;
  private final LongSupplier nanoTime;
  private final Watchdog watchdog;

  LockSessions(
      DataSource source,
      Executor executor,
      LeaseSettings settings,
      LongSupplier nanoTime,
      Watchdog watchdog) {
    this.source = source;
    this.executor = executor;
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.watchdog = watchdog;
  }

  /** A session that holds the lock; empty when another one does. */
  Optional<LockSession> take(LockKey key) {
    for (int i = 0; i < ATTEMPTS; i++) {
      BoundedConnection connection = open();
      long sentAt = nanoTime.getAsLong();
      LockStatements.Answer answer = ask(connection, key);
      if (answer.outcome() != LockStatements.Outcome.DIRTY) {
        return answer.outcome() == LockStatements.Outcome.TAKEN
            ? Optional.of(new LockSession(connection, key, settings, answer, sentAt))
            : Optional.empty();
      }
      LOG.log(
          Level.WARNING,
          "Ending session {0}: it came from the pool with a lease on it",
          String.valueOf(answer.pid()));
      connection.discard();
    }
    throw new LockException("the lock DataSource keeps handing out sessions that hold a lock");
  }

  private BoundedConnection open() {
    try {
      return BoundedConnection.open(source, executor, watchdog, settings.releaseStep());
    } catch (SQLException e) {
      throw new LockException("no connection for a lock: " + e.getMessage(), e);
    } catch (RejectedExecutionException e) {
      throw new LockException("the heartbeat executor takes no more work", e);
    }
  }

  /** Whatever fails here may fail with the lock taken, so the session does not survive it. */
  private LockStatements.Answer ask(BoundedConnection connection, LockKey key) {
    try {
      return connection.call(
          Duration.ZERO, settings.acquireTimeout(), session -> ask(connection, session, key));
    } catch (SQLException e) {
      connection.discard();
      throw new LockException("lock " + key.name() + " was not answered: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      connection.discard();
      throw e;
    }
  }

  private LockStatements.Answer ask(BoundedConnection connection, Connection session, LockKey key)
      throws SQLException {
    if (!session.getAutoCommit()) {
      throw new IllegalStateException("the lock DataSource hands out connections in a transaction");
    }
    LockStatements.Answer answer = LockStatements.acquire(session, key, settings.ttl());
    if (answer.outcome() == LockStatements.Outcome.BUSY) {
      connection.giveBack();
    }
    return answer;
  }
}

package org.castellan.lock;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A lease on a session that holds the lock. It ends once: closed by its holder, or lost because a
 * heartbeat failed or came too late.
 */
final class PostgresLease implements Lease {

  private static final Logger LOG = System.getLogger(PostgresLease.class.getName());

  private enum State {
    HELD,
    LOST,
    CLOSED
  }

  private final LockKey key;
  private final LockSession session;
  private final LocalDeadline deadline;
  private final Runnable onEnd;
  private final List<Runnable> whenLost = new ArrayList<>();
  private State state = State.HELD;

  /**
   * @param onEnd run once when the lease has ended, before the key can be taken again
   */
  PostgresLease(LockKey key, LockSession session, LocalDeadline deadline, Runnable onEnd) {
    this.key = key;
    this.session = session;
    this.deadline = deadline;
    this.onEnd = onEnd;
  }

  @Override
  public LockKey key() {
    return key;
  }

  @Override
  public int sessionPid() {
    return session.pid();
  }

  @Override
  public boolean isLost() {
    return !isOpen() || deadline.hasPassed();
  }

  @Override
  public Duration remaining() {
    return isOpen() ? deadline.remaining() : Duration.ZERO;
  }

  @Override
  public void onLost(Runnable action) {
    synchronized (this) {
      if (state == State.HELD) {
        whenLost.add(action);
      }
      if (state != State.LOST) {
        return;
      }
    }
    action.run();
  }

  @Override
  public void close() {
    if (end(State.CLOSED)) {
      try {
        session.release();
      } finally {
        onEnd.run();
      }
    }
  }

  /** Neither lost nor closed, as far as anybody has noticed. */
  synchronized boolean isOpen() {
    return state == State.HELD;
  }

  /** Asks the session once and counts the lease from {@code sentAt} when it answers in time. */
  void beat(long sentAt) {
    if (!isOpen()) {
      return;
    }
    try {
      if (!session.heartbeat(deadline.remaining())) {
        lose("another session answered");
      } else if (!deadline.extend(sentAt)) {
        lose("the heartbeat's answer came too late");
      }
    } catch (SQLException | RuntimeException e) {
      lose("the heartbeat failed: " + e.getMessage());
    }
  }

  /** How long the watchdog may sleep; when that is not at all, the lease is lost. */
  Duration watch() {
    Duration left = remaining();
    if (left.isZero()) {
      lose("no heartbeat was acknowledged in time");
    }
    return left;
  }

  /** Does nothing when the lease has ended already. */
  void lose(String reason) {
    if (end(State.LOST)) {
      LOG.log(Level.WARNING, "Lost lock {0} of session {1}: {2}", key.name(), pid(), reason);
      List.copyOf(whenLost).forEach(PostgresLease::attempt);
      session.abandon();
      onEnd.run();
    }
  }

  private String pid() {
    return String.valueOf(sessionPid());
  }

  private synchronized boolean end(State how) {
    if (state != State.HELD) {
      return false;
    }
    state = how;
    return true;
  }

  private static void attempt(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "An action on the loss of a lock failed", e);
    }
  }
}

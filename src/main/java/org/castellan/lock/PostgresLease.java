package org.castellan.lock;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A lease on a session that holds the lock. It ends once: closed by its holder, or lost because a
 * heartbeat failed or came too late. While nobody looks after it, it counts as lost.
 */
final class PostgresLease implements Lease, Watchdog.Watched {

  private static final Logger LOG = System.getLogger(PostgresLease.class.getName());

  private enum State {
    HELD,
    LOST,
    CLOSED
  }

  private final LockKey key;
  private final LockSession session;
  private final LocalDeadline deadline;
  private final Heartbeat heartbeat;
  private final Watchdog watchdog;
  private final Consumer<PostgresLease> onEnd;
  private final List<Runnable> whenLost = new ArrayList<>();
  private State state = State.HELD;

  /**
   * @param executor where heartbeats wait for their answers
   * @param nanoTime a monotonic clock
   * @param onEnd run once when the lease has ended
   */
  PostgresLease(
      LockKey key,
      LockSession session,
      LeaseSettings settings,
      Executor executor,
      LongSupplier nanoTime,
      Watchdog watchdog,
      Consumer<PostgresLease> onEnd) {
    this.key = key;
    this.session = session;
    this.deadline = new LocalDeadline(nanoTime, settings.held(), session.takenAt());
    this.heartbeat =
        new Heartbeat(executor, nanoTime, settings.heartbeat(), session.takenAt(), this::beat);
    this.watchdog = watchdog;
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
    return !isOpen() || deadline.hasPassed() || watchdog.isHeldBack();
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
        onEnd.accept(this);
      }
    }
  }

  /** Neither lost nor closed, as far as anybody has noticed. */
  private synchronized boolean isOpen() {
    return state == State.HELD;
  }

  /** Counts the lease from {@code sentAt} when the session answers in time. */
  private void beat(long sentAt) {
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

  @Override
  public void look() {
    if (deadline.hasPassed()) {
      lose("no heartbeat was acknowledged in time");
    } else {
      heartbeat.sendIfDue();
    }
  }

  /** Does nothing when the lease has ended already. */
  private void lose(String reason) {
    if (end(State.LOST)) {
      LOG.log(Level.WARNING, "Lost lock {0} of session {1}: {2}", key.name(), pid(), reason);
      List.copyOf(whenLost).forEach(PostgresLease::attempt);
      session.abandon();
      onEnd.accept(this);
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

package org.castellan.lock;

import java.time.Duration;

/**
 * A held lock. It is kept alive by heartbeats until it is closed, and lost when they are not
 * acknowledged in time. Thread-safe.
 */
public interface Lease extends AutoCloseable {

  LockKey key();

  /** The process id of the database session that holds the lock. */
  int sessionPid();

  /**
   * Whether the lock may already belong to somebody else. Decided from the monotonic clock at the
   * moment of the call, so it is right even when the thread that watches the lease was frozen too.
   * Never goes back to {@code false}; {@code true} as well once the lease is closed.
   */
  boolean isLost();

  /** How long the lock is held from now without another heartbeat; zero when lost or closed. */
  Duration remaining();

  /**
   * Runs {@code action} once when the lease is lost (at once if it already is), on the watchdog's
   * thread: it must not block. Not run when the lease is closed before its loss was noticed.
   */
  void onLost(Runnable action);

  /** Gives the lock back, within the release timeout however the database hangs. Idempotent. */
  @Override
  void close();
}

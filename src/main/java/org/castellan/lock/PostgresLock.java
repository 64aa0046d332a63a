package org.castellan.lock;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * Locks kept by PostgreSQL's session advisory locks. A held lock has a session of its own, so the
 * DataSource is not shared with other work; acquire and release take one round trip each.
 * Thread-safe.
 */
public final class PostgresLock implements DistributedLock {

  private final LockSessions sessions;
  private final ScheduledExecutorService executor;
  private final LeaseSettings settings;
  private final BooleanSupplier inTransaction;
  private final LongSupplier nanoTime;
  private final Watchdog watchdog;

  /** Held by this process: a second attempt from here would stack on the first. */
  private final Set<LockKey> held = ConcurrentHashMap.newKeySet();

  /**
   * @param lockDataSource hands out sessions of the primary database, one connection to one session
   *     for as long as it is open; {@link SessionPinning} checks that. Needs a connection for each
   *     lock held at the same time and one to spare
   * @param heartbeats has at least two threads for each lock held at the same time, and nothing
   *     else to do
   * @param inTransaction whether the calling thread has a JTA transaction
   */
  public PostgresLock(
      DataSource lockDataSource,
      ScheduledExecutorService heartbeats,
      LeaseSettings settings,
      BooleanSupplier inTransaction) {
    this(lockDataSource, heartbeats, settings, inTransaction, System::nanoTime);
  }

  PostgresLock(
      DataSource lockDataSource,
      ScheduledExecutorService heartbeats,
      LeaseSettings settings,
      BooleanSupplier inTransaction,
      LongSupplier nanoTime) {
    this.watchdog = new Watchdog(heartbeats, settings.watchdogPause());
    this.sessions = new LockSessions(lockDataSource, heartbeats, settings, nanoTime, watchdog);
    this.executor = heartbeats;
    this.settings = settings;
    this.inTransaction = inTransaction;
    this.nanoTime = nanoTime;
  }

  @Override
  public Optional<Lease> tryAcquire(LockKey key) {
    if (inTransaction.getAsBoolean()) {
      throw new IllegalStateException("a lock outlives transactions: take it outside of one");
    }
    if (!held.add(key)) {
      return Optional.empty();
    }
    Optional<Lease> lease = Optional.empty();
    try {
      lease = sessions.take(key).map(session -> lease(key, session));
      return lease;
    } finally {
      if (lease.isEmpty()) {
        held.remove(key);
      }
    }
  }

  private Lease lease(LockKey key, LockSession session) {
    var lease =
        new PostgresLease(key, session, settings, executor, nanoTime, watchdog, this::forget);
    try {
      watchdog.watch(lease);
      return lease;
    } catch (RejectedExecutionException e) {
      lease.close();
      throw new LockException("the heartbeat executor takes no more work", e);
    }
  }

  private void forget(PostgresLease ended) {
    watchdog.forget(ended);
    held.remove(ended.key());
  }
}

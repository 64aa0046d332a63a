package org.castellan.runtime.management;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.castellan.lock.DistributedLock;
import org.castellan.lock.Lease;
import org.castellan.lock.LockKey;
import org.castellan.schedule.Shard;

/** Hands out the leases of another lock and remembers them for the console. Thread-safe. */
public final class WatchedLock implements DistributedLock {

  private final DistributedLock lock;
  private final InstantSource clock;
  private final ConcurrentMap<LockKey, LeaseHistory> histories = new ConcurrentHashMap<>();

  public WatchedLock(DistributedLock lock, InstantSource clock) {
    this.lock = lock;
    this.clock = clock;
  }

  @Override
  public Optional<Lease> tryAcquire(LockKey key) {
    Optional<Lease> lease = lock.tryAcquire(key);
    lease.ifPresent(taken -> of(key).began(taken, clock.instant()));
    return lease;
  }

  /** What this replica had of a lock; a scope's and its shards' locks count as one. */
  LeaseHistory of(LockKey key) {
    var whole = new LockKey(Shard.of(key.name()).scope());
    return histories.computeIfAbsent(whole, unknown -> new LeaseHistory());
  }
}

package org.castellan.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.castellan.lock.DistributedLock;
import org.castellan.lock.Lease;
import org.castellan.lock.LockKey;

/** Measures how long this replica holds leases, and counts those it loses. Thread-safe. */
public final class MeteredLock implements DistributedLock {

  private final DistributedLock lock;
  private final MeterRegistry registry;
  private final Counter losses;
  private final Timer time;

  public MeteredLock(DistributedLock lock, MeterRegistry registry) {
    this.lock = lock;
    this.registry = registry;
    this.losses = registry.counter("castellan.lease.losses");
    this.time = registry.timer("castellan.lease.held");
  }

  @Override
  public Optional<Lease> tryAcquire(LockKey key) {
    Optional<Lease> lease = lock.tryAcquire(key);
    lease.ifPresent(it -> it.onLost(losses::increment));
    return lease.map(it -> new MeteredLease(it, Timer.start(registry)));
  }

  private final class MeteredLease implements Lease {
    private final Lease lease;
    private final Timer.Sample held;
    private final AtomicBoolean open = new AtomicBoolean(true);

    MeteredLease(Lease lease, Timer.Sample held) {
      this.lease = lease;
      this.held = held;
    }

    @Override
    public LockKey key() {
      return lease.key();
    }

    @Override
    public int sessionPid() {
      return lease.sessionPid();
    }

    @Override
    public boolean isLost() {
      return lease.isLost();
    }

    @Override
    public Duration remaining() {
      return lease.remaining();
    }

    @Override
    public void onLost(Runnable action) {
      lease.onLost(action);
    }

    @Override
    public void close() {
      if (open.getAndSet(false)) {
        var unused = held.stop(time);
      }
      lease.close();
    }
  }
}

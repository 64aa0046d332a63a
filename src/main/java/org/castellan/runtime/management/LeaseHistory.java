package org.castellan.runtime.management;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.castellan.lock.Lease;

/** The leases that this replica had on one lock since its start. Thread-safe. */
final class LeaseHistory {

  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile Optional<Holding> newest = Optional.empty();

  /** A lease, and when this replica got it. */
  record Holding(Lease lease, Instant since) {}

  void began(Lease lease, Instant since) {
    taken.incrementAndGet();
    newest = Optional.of(new Holding(lease, since));
    lease.onLost(lost::incrementAndGet);
  }

  /** Empty when the newest lease was given back or is lost. */
  Optional<Holding> held() {
    return newest.filter(holding -> !holding.lease().isLost());
  }

  long taken() {
    return taken.get();
  }

  long lost() {
    return lost.get();
  }
}

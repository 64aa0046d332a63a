package org.castellan.schedule;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.castellan.lock.Lease;

/** What the job sees of its turn, and what may cut it short. Thread-safe. */
final class ActiveRun implements Run {

  private static final Logger LOG = System.getLogger(ActiveRun.class.getName());
  private static final long PROGRESS_NANOS = Duration.ofSeconds(1).toNanos();

  private final Turn turn;
  private final Lease lease;
  private final Surroundings around;
  private final long deadline;
  private final AtomicLong nextProgress;
  private volatile Counts counts;
  private volatile boolean superseded;
  private volatile boolean stopping;
  private volatile boolean cutShort;

  /**
   * @param since when the turn was asked for, on the monotonic clock: the cap counts from there
   */
  ActiveRun(Turn turn, Lease lease, Surroundings around, long since) {
    this.turn = turn;
    this.lease = lease;
    this.around = around;
    this.deadline = since + turn.capLeft().toNanos();
    this.nextProgress = new AtomicLong(since);
    this.counts = turn.counts();
  }

  @Override
  public Tick tick() {
    return turn.fence().tick();
  }

  @Override
  public Fence fence() {
    return turn.fence();
  }

  @Override
  public String node() {
    return around.node();
  }

  @Override
  public boolean mustStop() {
    if (stopping || lostTick() || capped()) {
      cutShort = true;
    }
    return cutShort;
  }

  /** Whether the job was told to stop, even if what was the reason has passed since. */
  boolean cutShort() {
    return cutShort;
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, deadline - around.nanos().getAsLong()));
  }

  @Override
  public Set<String> declinedBy() {
    return turn.declinedBy();
  }

  @Override
  public boolean hasPeers() {
    return around.hasPeers().getAsBoolean();
  }

  @Override
  public Counts before() {
    return turn.counts();
  }

  @Override
  public void progress(Counts soFar) {
    counts = soFar;
    long now = around.nanos().getAsLong();
    long next = nextProgress.get();
    if (now - next >= 0 && nextProgress.compareAndSet(next, now + PROGRESS_NANOS)) {
      write(soFar);
    }
  }

  private void write(Counts soFar) {
    try {
      if (!around.ledger().progress(fence(), soFar)) {
        superseded = true;
      }
    } catch (ScheduleException e) {
      LOG.log(Level.WARNING, "node {0}, {1}: {2}", node(), this, e.getMessage());
    }
  }

  void stop() {
    stopping = true;
  }

  void supersede() {
    superseded = true;
  }

  boolean stopping() {
    return stopping;
  }

  boolean capped() {
    return remaining().isZero();
  }

  /** Whether the tick may be another replica's by now. */
  boolean lostTick() {
    return superseded || lease.isLost();
  }

  /** What the job reported last. */
  Counts counts() {
    return counts;
  }

  /** For log lines. */
  @Override
  public String toString() {
    return fence().toString();
  }
}

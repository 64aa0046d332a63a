package org.castellan.artifact;

import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.schedule.Counts;

/** How far the runs of a patrol's tick are. Thread-safe. */
final class PatrolTally {

  private final AtomicInteger done;
  private final AtomicInteger failed;
  private final AtomicInteger skipped = new AtomicInteger();
  private volatile int remaining;

  /**
   * @param done of the runs before this one
   */
  PatrolTally(int done, Counts before) {
    this.done = new AtomicInteger(done);
    this.failed = new AtomicInteger(Math.min(done, before.failed()));
    this.remaining = before.remaining();
  }

  void sound() {
    done.incrementAndGet();
  }

  void damaged() {
    done.incrementAndGet();
    failed.incrementAndGet();
  }

  void skipped() {
    skipped.incrementAndGet();
  }

  void remaining(int overdue) {
    remaining = overdue;
  }

  Counts counts() {
    return new Counts(done.get(), failed.get(), skipped.get(), remaining);
  }
}

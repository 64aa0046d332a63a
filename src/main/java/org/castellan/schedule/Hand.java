package org.castellan.schedule;

import java.time.Duration;
import java.util.Optional;
import org.castellan.lock.Lease;

/** Runs one tick at a time, if this replica gets its lock. Stopped from any thread. */
final class Hand {

  /** How a grasp at a tick ended. */
  sealed interface Grasp {

    /** Somebody else has the lock. */
    record Lost() implements Grasp {}

    /** It was finished or changed since the look. */
    record Changed() implements Grasp {}

    /**
     * It was run.
     *
     * @param ending empty when it was not this replica's any more
     */
    record Ran(Optional<Ending> ending) implements Grasp {}
  }

  private final Job job;
  private final Surroundings around;
  private volatile Optional<TickRun> active = Optional.empty();
  private volatile boolean stopping;

  Hand(Job job, Surroundings around) {
    this.job = job;
    this.around = around;
  }

  /** Returns when the tick has been run. */
  Grasp grasp(Outlook outlook) {
    var lease = around.lock().tryAcquire(CheckerLoop.lockKey(outlook.scope()));
    if (lease.isEmpty()) {
      return new Grasp.Lost();
    }
    try (Lease held = lease.get()) {
      return run(outlook, held);
    }
  }

  private Grasp run(Outlook outlook, Lease lease) {
    long since = around.nanos().getAsLong();
    var turn = around.ledger().take(outlook, around.node(), lease.sessionPid());
    if (turn.isEmpty()) {
      return new Grasp.Changed();
    }
    var run = new TickRun(turn.get(), lease, around, since);
    active = Optional.of(run);
    try {
      if (stopping) {
        run.stop();
      }
      return new Grasp.Ran(run.execute(job));
    } finally {
      active = Optional.empty();
    }
  }

  /** A tick that is run is interrupted, its lease handed over at the end of {@code patience}. */
  void stop(Duration patience) throws InterruptedException {
    stopping = true;
    var running = active;
    if (running.isPresent()) {
      running.get().stop(patience);
    }
  }
}

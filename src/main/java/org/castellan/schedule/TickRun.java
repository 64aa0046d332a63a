package org.castellan.schedule;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.castellan.lock.Lease;

/**
 * One turn of this replica at a tick, from when it was taken until the lease is released. The job
 * runs on the caller's thread; whoever ends the turn first, the job or its cap, writes how. A job
 * that ignores interruption is left behind after a grace period, so that the cluster can go on.
 */
final class TickRun {

  static final Duration GRACE = Duration.ofSeconds(5);
  private static final Logger LOG = System.getLogger(TickRun.class.getName());

  private final ActiveRun run;
  private final Turn turn;
  private final Lease lease;
  private final Surroundings around;
  private final Interruption interruption = new Interruption();
  private final AtomicBoolean settled = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);

  /** To be made on the thread that executes it. */
  TickRun(Turn turn, Lease lease, Surroundings around, long since) {
    this.turn = turn;
    this.lease = lease;
    this.around = around;
    this.run = new ActiveRun(turn, lease, around, since);
  }

  /** Runs the job and settles what became of the tick; empty when it is not this replica's now. */
  Optional<Ending> execute(Job job) {
    tell(turn.outcome(), "");
    var cap = around.alarms().in(run.remaining(), interruption::interrupt);
    var late = around.alarms().in(run.remaining().plus(GRACE), this::leaveBehind);
    lease.onLost(interruption::interrupt);
    try {
      Ending ending = work(job);
      return settle(ending) ? Optional.of(ending) : Optional.empty();
    } finally {
      cap.cancel();
      late.cancel();
      ended.countDown();
    }
  }

  private Ending work(Job job) {
    try {
      return run.mustStop() ? Ending.interrupted(run) : Ending.of(run, job.run(run));
    } catch (InterruptedException e) {
      return Ending.interrupted(run);
    } catch (RuntimeException e) {
      if (run.mustStop()) {
        return Ending.interrupted(run);
      }
      LOG.log(Level.ERROR, "node " + run.node() + ", " + run + ": the job failed", e);
      return Ending.failed(run, e);
    } finally {
      interruption.end();
    }
  }

  private void leaveBehind() {
    try {
      settle(cappedNow());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "node {0}, {1}: {2}", run.node(), run, e.getMessage());
    }
  }

  private Ending cappedNow() {
    return Ending.capped(run.counts());
  }

  /** Asks the job to return. */
  void stop() {
    run.stop();
    interruption.interrupt();
  }

  /** Asks the job to return and gives the lease away at the end of {@code patience} anyway. */
  void stop(Duration patience) throws InterruptedException {
    stop();
    if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      settle(new Ending.Left(run.counts(), "the replica stopped"));
    }
  }

  /** Writes the ending and gives the lease back, once. */
  private boolean settle(Ending ending) {
    if (!settled.compareAndSet(false, true)) {
      return false;
    }
    try (lease) {
      if (run.lostTick() || !write(ending)) {
        run.supersede();
        lost();
        return false;
      }
      report(ending);
      return true;
    }
  }

  private boolean write(Ending ending) {
    var fence = turn.fence();
    if (ending instanceof Ending.Closed closed) {
      return around.ledger().finish(fence, closed.state(), closed.counts(), closed.reason());
    }
    if (ending instanceof Ending.Declined declined) {
      return around.ledger().decline(fence, declined.counts(), declined.reason());
    }
    var left = (Ending.Left) ending;
    return around.ledger().leave(fence, left.counts(), left.reason());
  }

  private void report(Ending ending) {
    if (ending instanceof Ending.Closed closed) {
      if (closed.state() == TickState.CAPPED) {
        attempt(AttemptOutcome.CAPPED, closed.reason().orElse(""));
      }
      LOG.log(Level.INFO, "node {0}, {1}: {2}", run.node(), run, closed);
      around.listener().ended(run.tick(), closed.state(), closed.counts());
    } else if (ending instanceof Ending.Declined declined) {
      attempt(AttemptOutcome.DECLINED, declined.reason());
    } else if (ending instanceof Ending.Left left) {
      attempt(AttemptOutcome.ABANDONED, left.reason());
    }
  }

  private void lost() {
    LOG.log(Level.WARNING, "node {0}, {1}: lost, changes nothing any more", run.node(), run);
    attempt(AttemptOutcome.ABANDONED, "the lease or the tick was lost");
  }

  private void attempt(AttemptOutcome outcome, String detail) {
    around
        .ledger()
        .attempt(run.tick(), run.node(), outcome, Optional.of(turn.fence().epoch()), detail);
    tell(outcome, detail);
  }

  private void tell(AttemptOutcome outcome, String detail) {
    if (outcome != AttemptOutcome.CAPPED) {
      String why = detail.isEmpty() ? "" : ", " + detail;
      LOG.log(Level.INFO, "node {0}, {1}: {2}{3}", run.node(), run, outcome, why);
    }
    around.listener().attempted(run.tick(), outcome, detail);
  }
}

package org.castellan.schedule;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.lock.Lease;
import org.castellan.lock.LockException;
import org.castellan.lock.LockKey;

/**
 * One checker on one replica: looks whether a tick is due, and runs the job if this replica gets
 * the lock. Thread-safe; looks are never at the same time.
 */
public final class CheckerLoop {

  /** So that a clock a little ahead of the database's does not spin. */
  static final Duration SHORTEST_WAIT = Duration.ofMillis(50);

  private static final Logger LOG = System.getLogger(CheckerLoop.class.getName());

  private final CheckerSettings settings;
  private final Job job;
  private final Pace pace;
  private final Surroundings around;
  private final Patience patience;
  private final AtomicInteger callers = new AtomicInteger();
  private volatile Optional<Tick> settled = Optional.empty();
  private volatile Optional<TickRun> active = Optional.empty();
  private volatile boolean stopping;

  public CheckerLoop(CheckerSettings settings, Job job, Pace pace, Surroundings around) {
    this.settings = settings;
    this.job = job;
    this.pace = pace;
    this.around = around;
    this.patience = new Patience(pace.poll().multipliedBy(2), around);
  }

  public String scope() {
    return settings.scope();
  }

  /**
   * Makes this replica's settings the cluster's.
   *
   * @throws ScheduleException when the database could not be asked
   */
  public void configure() {
    around
        .ledger()
        .configure(settings)
        .ifPresent(former -> around.listener().reconfigured(former, settings));
  }

  /**
   * Looks, and runs the tick if there is one to run. Never throws; a call during another one makes
   * that one look again.
   *
   * @return how long to wait before the next call
   */
  public Duration poll() {
    if (callers.getAndIncrement() > 0) {
      return pace.poll();
    }
    Duration next;
    int answered;
    do {
      answered = callers.get();
      next = lookSafely();
    } while (callers.addAndGet(-answered) > 0);
    return next;
  }

  /** Any failure is a line in the log, because a schedule must never die. */
  private Duration lookSafely() {
    try {
      return stopping ? pace.poll() : look();
    } catch (ScheduleException | LockException e) {
      LOG.log(Level.WARNING, "node {0}, scope {1}: {2}", around.node(), scope(), e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "node " + around.node() + ", scope " + scope() + ": failed", e);
    }
    return pace.poll();
  }

  private Duration look() {
    Outlook outlook = around.ledger().look(scope());
    if (outlook.finished()) {
      skip(outlook.tick());
    } else if (outlook.due() && !patience.waitsFor(outlook.tick())) {
      return attempt(outlook);
    }
    return wait(outlook);
  }

  private void skip(Tick tick) {
    if (!settled.equals(Optional.of(tick))) {
      record(tick, AttemptOutcome.SKIPPED);
      settled = Optional.of(tick);
    }
  }

  private Duration attempt(Outlook outlook) {
    var lease = around.lock().tryAcquire(new LockKey("castellan:checker:" + scope()));
    if (lease.isEmpty()) {
      record(outlook.tick(), AttemptOutcome.LOST);
      return wait(outlook);
    }
    try (Lease held = lease.get()) {
      return run(outlook, held);
    }
  }

  private Duration run(Outlook outlook, Lease lease) {
    long since = around.nanos().getAsLong();
    var turn = around.ledger().take(outlook, around.node(), lease.sessionPid());
    if (turn.isEmpty()) {
      return SHORTEST_WAIT;
    }
    var run = new TickRun(turn.get(), lease, around, since);
    active = Optional.of(run);
    try {
      if (stopping) {
        run.stop();
      }
      return run.execute(job).map(ending -> after(outlook.tick(), ending)).orElse(pace.poll());
    } finally {
      active = Optional.empty();
    }
  }

  private Duration after(Tick tick, Ending ending) {
    if (ending instanceof Ending.Closed) {
      settled = Optional.of(tick);
      return SHORTEST_WAIT;
    }
    if (ending instanceof Ending.Declined) {
      patience.begin(tick);
    }
    return pace.poll();
  }

  private Duration wait(Outlook outlook) {
    Duration next = outlook.untilNext();
    Duration sooner = next.compareTo(pace.poll()) < 0 ? next : pace.poll();
    return sooner.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : sooner;
  }

  private void record(Tick tick, AttemptOutcome outcome) {
    around.ledger().attempt(tick, around.node(), outcome, Optional.empty(), "");
    around.listener().attempted(tick, outcome, "");
  }

  /**
   * Begins nothing any more, interrupts a running job and hands its lease over.
   *
   * @param patience how long to wait for the job; positive
   */
  public void stop(Duration patience) throws InterruptedException {
    stopping = true;
    var running = active;
    if (running.isPresent()) {
      running.get().stop(patience);
    }
  }
}

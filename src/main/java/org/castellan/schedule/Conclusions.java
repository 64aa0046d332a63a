package org.castellan.schedule;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this replica concludes from how a tick went: whether it is done with it, and when to look
 * again. Attempts that ran nothing are recorded here. Thread-safe.
 */
final class Conclusions {

  private final Pace pace;
  private final Patience patience;
  private final Surroundings around;

  /** The latest of each scope and shard. */
  private final Map<String, Tick> settled = new ConcurrentHashMap<>();

  Conclusions(Pace pace, Patience patience, Surroundings around) {
    this.pace = pace;
    this.patience = patience;
    this.around = around;
  }

  /** Whether there is nothing left to do or to note about it. */
  boolean isSettled(Tick tick) {
    return tick.equals(settled.get(tick.scope()));
  }

  /** Somebody else finished it, which is noted once. */
  void skipped(Tick tick) {
    if (!isSettled(tick)) {
      record(tick, AttemptOutcome.SKIPPED);
      settle(tick);
    }
  }

  /** Somebody else has its lock. */
  void lost(Tick tick) {
    record(tick, AttemptOutcome.LOST);
  }

  /** How long to wait before the next look. */
  Duration grasped(Tick tick, Hand.Grasp grasp) {
    if (!(grasp instanceof Hand.Grasp.Ran ran)) {
      return CheckerLoop.SHORTEST_WAIT;
    }
    return ran.ending().map(ending -> ended(tick, ending)).orElse(pace.poll());
  }

  private Duration ended(Tick tick, Ending ending) {
    if (ending instanceof Ending.Closed) {
      settle(tick);
      return CheckerLoop.SHORTEST_WAIT;
    }
    if (ending instanceof Ending.Declined) {
      patience.begin(tick);
    }
    return pace.poll();
  }

  private void settle(Tick tick) {
    settled.put(tick.scope(), tick);
  }

  private void record(Tick tick, AttemptOutcome outcome) {
    around.ledger().attempt(tick, around.node(), outcome, Optional.empty(), "");
    around.listener().attempted(tick, outcome, "");
  }
}

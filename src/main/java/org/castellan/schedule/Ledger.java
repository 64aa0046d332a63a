package org.castellan.schedule;

import java.util.List;
import java.util.Optional;

/**
 * One row per tick, and what each replica experienced with it. All times are of the ledger's clock,
 * never a replica's. A write that carries a {@link Fence} answers {@code false}, and changes
 * nothing, once another epoch has the tick or it is finished. Thread-safe.
 *
 * <p>Every method throws {@link ScheduleException} when the database could not be asked.
 */
public interface Ledger {

  /**
   * Makes the scope's row say what these settings say, in which a pause is left as it is.
   *
   * @return the former settings if they were others; empty if nothing changed or the row is new
   */
  Optional<CheckerSettings> configure(CheckerSettings settings);

  /**
   * One light query: a look at each shard into which the scope is split now, at the scope itself
   * when it is not. In the order in which this replica should try them: those that nobody has begun
   * before the others, first what was left over by the ticks before. In a place of its own for each
   * replica.
   *
   * @throws ScheduleException also when the scope has never been configured
   */
  List<Outlook> shards(String scope, String node);

  /** Shards that were begun and are not finished, and whose holder's session has ended. */
  List<Outlook> orphans(String scope, String node);

  /**
   * Begins the tick or takes it over, with a new epoch, and closes older unfinished ones as {@link
   * TickState#ABANDONED}. The caller holds the scope's lock.
   *
   * @param outlook the look that found the tick due
   * @param sessionPid of the lease
   * @return empty when the tick is finished, not due any more, or changed since the look
   */
  Optional<Turn> take(Outlook outlook, String node, int sessionPid);

  boolean progress(Fence fence, Counts counts);

  /** Closes the tick for ever. */
  boolean finish(Fence fence, TickState state, Counts counts, Optional<String> reason);

  /** Leaves the tick unfinished for a successor. */
  boolean leave(Fence fence, Counts counts, String reason);

  /** Leaves the tick for another replica and notes that this one does not trust its findings. */
  boolean decline(Fence fence, Counts counts, String reason);

  /** Counts an attempt; one outcome of one epoch is counted once. */
  void attempt(Tick tick, String node, AttemptOutcome outcome, Optional<Long> epoch, String detail);
}

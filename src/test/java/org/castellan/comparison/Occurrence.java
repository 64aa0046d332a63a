package org.castellan.comparison;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.castellan.schedule.Fence;

/**
 * What a scheduler tells the job about one run of it.
 *
 * @param due when the run was due, which a run that takes up another has in common with it
 * @param permitted whether the replica may go on, as far as its scheduler can tell
 * @param fence what a statement of the job can carry, so that it changes nothing once the run is
 *     another replica's; empty where the scheduler has no such thing
 */
record Occurrence(Instant due, BooleanSupplier permitted, Optional<Fence> fence) {

  /** Of a scheduler that tells nothing while the job runs. */
  static Occurrence untold(Instant due) {
    return new Occurrence(due, () -> true, Optional.empty());
  }
}

package org.castellan.schedule;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A tick as the ledger hands it to the replica that takes it.
 *
 * @param predecessor the replica that had begun the tick and did not finish it
 * @param capLeft the time until the cap or the next instant, whichever comes first; zero when past
 * @param counts what the predecessor reported last
 */
public record Turn(
    Fence fence,
    Optional<String> predecessor,
    Duration capLeft,
    Counts counts,
    Set<String> declinedBy) {

  public Turn {
    declinedBy = Set.copyOf(declinedBy);
  }

  public AttemptOutcome outcome() {
    return predecessor.isPresent() ? AttemptOutcome.TOOK_OVER : AttemptOutcome.WON;
  }
}

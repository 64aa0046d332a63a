package org.castellan.audit;

import java.util.Optional;

/**
 * Which events there are.
 *
 * @param oldest the lowest number; empty when there are none
 * @param newest the highest number, or that of the last one there was
 */
public record EventExtent(Optional<Long> oldest, long newest) {

  /** Whether everything that came after this event is still there. */
  public boolean reachesBackTo(long number) {
    return number == newest || (number < newest && oldest.filter(it -> it <= number).isPresent());
  }
}

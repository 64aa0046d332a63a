package org.castellan.artifact;

import org.castellan.artifact.PatrolListener.Look;
import org.castellan.storage.ErrorClass;

/** What the patrol found of a copy. */
sealed interface Finding {

  /** That version of its object has the right bytes. */
  record Sound(String version) implements Finding {}

  /** Two looks have found the same. */
  record Damaged(Damage damage) implements Finding {}

  /** Nothing: the backend did not give it, or gave something else each time. */
  record Unread(ErrorClass why) implements Finding {}

  /** Nothing, because the run must stop. */
  record Stopped() implements Finding {}

  default Look look() {
    if (this instanceof Damaged damaged) {
      return damaged.damage() == Damage.CORRUPT ? Look.CORRUPT : Look.MISSING;
    }
    return this instanceof Sound ? Look.SOUND : Look.UNREAD;
  }
}

package org.castellan.artifact;

import java.util.UUID;

/** Whether an upload may send anything to its provider. */
sealed interface Beginning {

  /** It may: its intent is on record, and its size counts for the quota. */
  record Begun(UUID intent) implements Beginning {}

  /** There is nothing to send: the artifact is there already, or not wanted. */
  record Answered(UploadResult answer) implements Beginning {}

  /** The record has the artifact, which was not to be begun then. */
  record Known() implements Beginning {}

  /** The copy at that very place is damaged, and must go first. */
  record Damaged() implements Beginning {}

  /** An object of the same key is being removed right now. */
  record InTheWay() implements Beginning {}
}

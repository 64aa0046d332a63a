package org.castellan.artifact;

/** What became of a body that was to be kept for a while. */
sealed interface Spooling permits Spooled, Spooling.Refused {

  /** Nothing is kept. */
  record Refused(UploadResult why) implements Spooling {}
}

package org.castellan.validation;

import java.time.Duration;

/** A short wait between two looks, on a thread that has nothing else to do. */
final class Pause {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

  private Pause() {}

  /** Whether the wait was over before an interruption was. */
  static boolean once() {
    try {
      Thread.sleep(BETWEEN_LOOKS.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

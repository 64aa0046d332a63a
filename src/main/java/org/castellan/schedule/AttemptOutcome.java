package org.castellan.schedule;

/** How one replica's attempt at a tick ended. */
public enum AttemptOutcome {
  WON,
  LOST,
  /** Found it finished. */
  SKIPPED,
  TOOK_OVER,
  CAPPED,
  /** Declined to trust its own findings. */
  DECLINED,
  /** Lost the lease, failed or was stopped while running. */
  ABANDONED
}

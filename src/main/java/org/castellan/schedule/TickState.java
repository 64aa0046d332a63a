package org.castellan.schedule;

/** Where a tick stands in the ledger. */
public enum TickState {
  /** An administrator asked for it; nobody has begun. */
  REQUESTED,
  RUNNING,
  DONE,
  /** The time was up before the work was. */
  CAPPED,
  /** Never finished; a later tick's holder closed it. */
  ABANDONED;

  /** A finished tick is never run again. */
  public boolean finished() {
    return this == DONE || this == CAPPED || this == ABANDONED;
  }
}

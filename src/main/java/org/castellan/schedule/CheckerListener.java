package org.castellan.schedule;

/**
 * Is told what this replica does with its checkers, for auditing and counting. Called on the loop's
 * thread, and with a hanging job on the watchdog's; what it throws is logged by the loop.
 */
public interface CheckerListener {

  /** Hears nothing. */
  CheckerListener NONE = new CheckerListener() {};

  /**
   * This replica started with other settings than the cluster's, and they are now the cluster's.
   */
  default void reconfigured(CheckerSettings before, CheckerSettings after) {}

  /** One more entry among the attempts of this replica; the detail may be empty. */
  default void attempted(Tick tick, AttemptOutcome outcome, String detail) {}

  /** This replica closed the tick. */
  default void ended(Tick tick, TickState state, Counts counts) {}
}

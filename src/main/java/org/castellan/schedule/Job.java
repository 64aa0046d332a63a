package org.castellan.schedule;

/** The work of a tick. Called on one thread of one replica; may be called again by a successor. */
public interface Job {

  /**
   * Does what is left of the tick. Must return promptly when interrupted or when {@link
   * Run#mustStop()}; what it then reports as remaining is what the ledger says was left. Its counts
   * include those of the runs {@link Run#before} it: only the job can tell what a replica that died
   * has done since it told last.
   */
  Result run(Run run) throws InterruptedException;

  /** How a run of a job ended by itself. */
  sealed interface Result {

    Counts counts();

    /** The tick is finished (or was cut short: the loop knows whether it hit its cap). */
    record Finished(Counts counts) implements Result {}

    /** It ended before its work did, whether or not it was asked to: somebody goes on with it. */
    record Unfinished(Counts counts) implements Result {}

    /** This replica does not trust its own findings; another one shall look. */
    record Declined(Counts counts, String reason) implements Result {}
  }
}

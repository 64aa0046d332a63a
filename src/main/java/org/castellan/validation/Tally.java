package org.castellan.validation;

import org.castellan.schedule.Counts;

/**
 * What the sweeps of a tick have done so far. {@code failed} are those among the {@code done} that
 * were found broken; what another trigger validated is {@code skipped}. Thread-safe.
 */
final class Tally {

  private final int total;
  private int done;
  private int failed;
  private int skipped;

  private Tally(int total, int done, int failed, int skipped) {
    this.total = total;
    this.done = done;
    this.failed = failed;
    this.skipped = skipped;
  }

  /**
   * Goes on where the sweeps before left off.
   *
   * @param recorded by all of them
   * @param told what the last of them told before it ended, which may be a while before
   * @param due what is left; the rest of what was left then, and is not recorded, was skipped
   */
  static Tally resume(ValidationHistory.Recorded recorded, Counts told, int due) {
    int toldOf = told.done() + told.skipped() + told.remaining();
    int total = Math.max(toldOf, recorded.done() + due);
    return new Tally(total, recorded.done(), recorded.failed(), total - recorded.done() - due);
  }

  synchronized void recorded(boolean broken) {
    done++;
    failed += broken ? 1 : 0;
  }

  synchronized void skipped() {
    skipped++;
  }

  synchronized Counts counts() {
    return new Counts(done, failed, skipped, total - done - skipped);
  }
}

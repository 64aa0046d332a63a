package org.castellan.validation;

import org.castellan.schedule.Counts;

/**
 * What a sweep has done so far. {@code failed} are those among the {@code done} that were found
 * broken; what another trigger validated is {@code skipped}. Thread-safe.
 */
final class Tally {

  private final int total;
  private int done;
  private int failed;
  private int skipped;

  Tally(int total) {
    this.total = total;
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

package org.castellan.schedule;

/**
 * What the runs of a tick have done so far, all of them together; what an item is, the job knows.
 */
public record Counts(int done, int failed, int skipped, int remaining) {

  public static final Counts NONE = new Counts(0, 0, 0, 0);

  Counts plus(Counts other) {
    return new Counts(
        done + other.done,
        failed + other.failed,
        skipped + other.skipped,
        remaining + other.remaining);
  }

  /** For log lines. */
  @Override
  public String toString() {
    return "%d done (%d failed), %d skipped, %d left".formatted(done, failed, skipped, remaining);
  }
}

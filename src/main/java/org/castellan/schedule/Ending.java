package org.castellan.schedule;

import java.util.Optional;

/** What becomes of a tick when its job has ended on this replica. */
sealed interface Ending {

  Counts counts();

  /** It is finished for ever. */
  record Closed(TickState state, Counts counts, Optional<String> reason) implements Ending {

    /** For log lines. */
    @Override
    public String toString() {
      return state + ", " + counts;
    }
  }

  /** Another replica, or a later look of this one, goes on with it. */
  record Left(Counts counts, String reason) implements Ending {}

  /** Another replica shall look. */
  record Declined(Counts counts, String reason) implements Ending {}

  /** The job returned by itself, or because it had to. */
  static Ending of(ActiveRun run, Job.Result result) {
    if (result.counts().remaining() > 0 && run.capped()) {
      return capped(result.counts());
    }
    if (result instanceof Job.Result.Declined declined) {
      return new Declined(declined.counts(), declined.reason());
    }
    boolean cutShort = result instanceof Job.Result.Unfinished || run.cutShort();
    if (result.counts().remaining() > 0 && cutShort) {
      return new Left(result.counts(), run.stopping() ? "the replica stopped" : "cut short");
    }
    return new Closed(TickState.DONE, result.counts(), Optional.empty());
  }

  /** The job let itself be interrupted. */
  static Ending interrupted(ActiveRun run) {
    if (run.capped()) {
      return capped(run.counts());
    }
    return new Left(run.counts(), run.stopping() ? "the replica stopped" : "interrupted");
  }

  static Ending failed(ActiveRun run, Exception e) {
    return new Left(run.counts(), "the job failed: " + e.getClass().getSimpleName());
  }

  static Ending capped(Counts counts) {
    return new Closed(
        TickState.CAPPED, counts, Optional.of("time was up with " + counts.remaining() + " left"));
  }
}

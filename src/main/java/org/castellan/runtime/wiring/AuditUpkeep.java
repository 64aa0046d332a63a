package org.castellan.runtime.wiring;

import java.time.Duration;
import java.util.function.IntSupplier;
import org.castellan.audit.AuditChain;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Job;
import org.castellan.schedule.Run;

/**
 * The job of the checker {@code audit}: seals audit events, and deletes those that are old enough.
 * Of its counts, {@code done} are the events that were sealed or deleted.
 */
record AuditUpkeep(AuditChain chain, Duration retention) implements Job {

  /** The checker's scope. */
  static final String SCOPE = "audit";

  @Override
  public Result run(Run run) {
    int sealed = all(run, chain::seal);
    int forgotten = all(run, () -> chain.forget(retention));
    return new Result.Finished(new Counts(run.before().done() + sealed + forgotten, 0, 0, 0));
  }

  private static int all(Run run, IntSupplier batch) {
    int all = 0;
    int last = -1;
    while (last != 0 && !run.mustStop()) {
      last = batch.getAsInt();
      all += last;
    }
    return all;
  }
}

package org.castellan.artifact;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.castellan.audit.AuditLog;
import org.castellan.backend.Backends;
import org.castellan.backend.OpenStores;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Job;
import org.castellan.schedule.Run;
import org.jdbi.v3.core.Jdbi;

/**
 * The job of the checker {@code patrol}: reads stored copies back, longest ago first, so that bit
 * rot is found before the artifact is needed, and stores what is damaged again from another copy.
 * Of its counts, {@code done} are copies of which something was found, {@code failed} those among
 * them that are damaged, {@code skipped} those that their backends did not give, {@code remaining}
 * all that were not looked at for longer than they should.
 */
public final class Patrol implements Job {

  /** The checker's scope. */
  public static final String SCOPE = "patrol";

  private final PatrolSettings settings;
  private final PatrolQueue queue;
  private final PatrolRecord written;
  private final Inspector inspector;
  private final Repair repair;
  private final PatrolListener listener;
  private final ExecutorService executor;

  /**
   * @param executor lends as many threads as the settings want
   */
  public Patrol(
      Jdbi jdbi,
      AuditLog audit,
      Uploads uploads,
      Backends backends,
      OpenStores stores,
      PatrolListener listener,
      ExecutorService executor,
      PatrolSettings settings) {
    var copies = new OpenCopies(backends, stores);
    this.settings = settings;
    this.queue = new PatrolQueue(jdbi, settings);
    this.written = new PatrolRecord(jdbi, audit);
    this.inspector = new Inspector(copies, listener);
    this.repair =
        new Repair(jdbi, backends, new Copying(uploads, copies), inspector, queue, written);
    this.listener = listener;
    this.executor = executor;
  }

  @Override
  public Result run(Run run) throws InterruptedException {
    PatrolQueue.Done done = queue.done(run.tick());
    var tally = new PatrolTally(done.copies(), run.before());
    var round = new PatrolRound(run, inspector, written, repair, listener, tally);
    round.walk(queue.sample(done), settings, executor);
    if (!run.mustStop()) {
      round.walk(queue.damaged(run.tick(), queue.done(run.tick())), settings, executor);
    }
    Optional<String> doubt = round.doubt();
    tally.remaining(queue.overdue());
    Counts counts = tally.counts();
    return doubt
        .<Result>map(reason -> new Result.Declined(counts, reason))
        .orElseGet(() -> new Result.Finished(counts));
  }
}

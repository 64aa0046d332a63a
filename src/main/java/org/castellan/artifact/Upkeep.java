package org.castellan.artifact;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.castellan.audit.AuditLog;
import org.castellan.backend.Backends;
import org.castellan.backend.OpenStores;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Job;
import org.castellan.schedule.Run;
import org.jdbi.v3.core.Jdbi;

/**
 * The job of the checker {@code artifacts}: copies home what went to fallbacks, and removes from
 * the providers what no record needs, be it deleted, purged with its organization, or left by
 * uploads of replicas that were killed. Before that, what organizations keep no longer goes from
 * the record. Of its counts, {@code done} are objects that were seen to, {@code failed} those among
 * them that a provider would not remove or take, {@code remaining} those that are left for later
 * ticks.
 */
public final class Upkeep implements Job {

  /** The checker's scope. */
  public static final String SCOPE = "artifacts";

  private final Intents intents;
  private final RemovalQueue removals;
  private final Remover remover;
  private final Purges purges;
  private final Retention retention;
  private final OrganizationEnd end;
  private final Homecoming homecoming;
  private final ExecutorService executor;
  private final Duration unseen;

  /**
   * @param end deletes organizations that are purged
   * @param executor lends eight threads at most
   * @param unseen after this long without a sign of its replica an upload is taken for dead
   */
  public Upkeep(
      Jdbi jdbi,
      AuditLog audit,
      Purges purges,
      OrganizationEnd end,
      Homecoming homecoming,
      Backends backends,
      OpenStores stores,
      ExecutorService executor,
      Duration unseen) {
    this.purges = purges;
    this.retention = new Retention(jdbi, audit);
    this.end = end;
    this.homecoming = homecoming;
    this.removals = new RemovalQueue(jdbi);
    this.intents = new Intents(jdbi, "");
    this.remover = new Remover(new Removals(jdbi), backends, stores);
    this.executor = executor;
    this.unseen = unseen;
  }

  @Override
  public Result run(Run run) throws InterruptedException {
    intents.reap(unseen);
    for (UUID organization : purges.all()) {
      exhaust(run, () -> purges.step(organization));
    }
    for (UUID organization : retention.organizations()) {
      exhaust(run, () -> retention.step(organization));
    }
    var clearance = new Clearance(run, removals, remover);
    clearance.run(executor);
    purges.empty().forEach(end::delete);
    return new Result.Finished(counts(clearance.counts(), homecoming.run(run)));
  }

  private Counts counts(Counts removed, Homecoming.Tally brought) {
    return new Counts(
        removed.done() + brought.done() + brought.failed(),
        removed.failed() + brought.failed(),
        0,
        removed.remaining() + homecoming.waiting());
  }

  private static void exhaust(Run run, BooleanSupplier step) {
    boolean more = true;
    while (more && !run.mustStop()) {
      more = step.getAsBoolean();
    }
  }
}

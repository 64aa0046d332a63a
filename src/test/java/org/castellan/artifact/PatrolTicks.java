package org.castellan.artifact;

import java.util.Set;
import org.castellan.schedule.Fence;
import org.castellan.schedule.Job;
import org.castellan.schedule.Tick;
import org.castellan.validation.TestRun;
import org.jdbi.v3.core.Jdbi;

/** Ticks of the checker {@code patrol}, each with its row in the ledger. */
public final class PatrolTicks {

  private final Jdbi jdbi;
  private final Patrol patrol;

  public PatrolTicks(Jdbi jdbi, Patrol patrol) {
    this.jdbi = jdbi;
    this.patrol = patrol;
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                insert into checker (scope, interval_ms, cap_ms)
                values ('patrol', 86400000, 21600000) on conflict do nothing
                """));
  }

  /** A tick of the only replica there is. */
  public Job.Result alone() throws InterruptedException {
    return patrol.run(alone(begin()));
  }

  static TestRun alone(Fence fence) {
    return new TestRun(fence, "a", /* peers= */ false, Set.of());
  }

  /** One of a replica that has peers, some of which may have declined it. */
  Job.Result run(Fence fence, String node, String... declinedBy) throws InterruptedException {
    return patrol.run(new TestRun(fence, node, /* peers= */ true, Set.of(declinedBy)));
  }

  /** A tick that begins now. */
  Fence begin() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    insert into tick (scope, instant, state, epoch, node, started_at)
                    values ('patrol', clock_timestamp(), 'RUNNING', nextval('tick_epoch'), 'a', now())
                    returning instant, epoch
                    """)
                .map(
                    (row, context) ->
                        new Fence(
                            new Tick(Patrol.SCOPE, row.getTimestamp("instant").toInstant()),
                            row.getLong("epoch")))
                .one());
  }

  /** Another replica has taken the tick over. */
  void takeOver(Fence fence) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update tick set epoch = nextval('tick_epoch') where scope = :s and instant = :i")
                .bind("s", Patrol.SCOPE)
                .bind("i", fence.instant())
                .execute());
  }

  /** Nobody looked at any copy for so many days. */
  public static void age(Jdbi jdbi, int days) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update artifact
                       set created_at = created_at - :days * interval '1 day',
                           verified_at = verified_at - :days * interval '1 day',
                           patrolled_at = patrolled_at - :days * interval '1 day'
                    """)
                .bind("days", days)
                .execute());
  }
}

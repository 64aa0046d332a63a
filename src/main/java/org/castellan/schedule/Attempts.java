package org.castellan.schedule;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What each replica experienced with a tick, in PostgreSQL. */
final class Attempts {

  /** Whoever tells of it, the replica or its successor: one outcome of one epoch counts once. */
  static final String MERGE =
      """
      on conflict (scope, instant, node, outcome) do update
         set times = tick_attempt.times
               + case when tick_attempt.epoch = excluded.epoch then 0 else 1 end,
             epoch = excluded.epoch, last_at = excluded.last_at, detail = excluded.detail
      """;

  private Attempts() {}

  static int record(
      Handle handle,
      Tick tick,
      String node,
      AttemptOutcome outcome,
      Optional<Long> epoch,
      String detail) {
    return handle
        .createUpdate(
            """
            with moment as materialized (select clock_timestamp() as now)
            insert into tick_attempt (scope, instant, node, outcome, epoch, first_at, last_at, detail)
            select :scope, :instant, :node, :outcome, :epoch, now, now, nullif(:detail, '')
              from moment
            """
                + MERGE)
        .bind("scope", tick.scope())
        .bind("instant", tick.instant())
        .bind("node", node)
        .bind("outcome", outcome.name())
        .bind("epoch", epoch)
        .bind("detail", detail)
        .execute();
  }
}

package org.castellan.schedule;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** One attempt to take a tick in PostgreSQL, inside one transaction. */
final class Taking {

  private final Handle handle;
  private final Outlook outlook;
  private final Tick tick;
  private final String node;
  private final int sessionPid;

  Taking(Handle handle, Outlook outlook, String node, int sessionPid) {
    this.handle = handle;
    this.outlook = outlook;
    this.tick = outlook.tick();
    this.node = node;
    this.sessionPid = sessionPid;
  }

  Optional<Turn> take() {
    Sql.lockScope(handle, tick.scope());
    var held = held();
    var turn = begin(held);
    turn.ifPresent(taken -> settleOthers(taken, held));
    return turn;
  }

  /** Who has begun the tick; cannot change before the transaction ends, see {@link Sql}. */
  private Optional<Held> held() {
    return handle
        .createQuery(
            """
            select node, epoch, session_pid is not null as unreleased from tick
             where scope = :scope and instant = :instant and node is not null
            """)
        .bind("scope", tick.scope())
        .bind("instant", tick.instant())
        .map(
            row ->
                new Held(
                    row.getColumn("node", String.class),
                    row.getColumn("epoch", Long.class),
                    row.getColumn("unreleased", Boolean.class)))
        .findOne();
  }

  /**
   * Asks again in the statement itself whether the tick is due: the replica may have been frozen
   * since it looked, while others took the tick over or went on to the next.
   */
  private Optional<Turn> begin(Optional<Held> held) {
    return handle
        .createQuery(
            "with "
                + Sql.GRID
                + """
                , due as materialized (
                  select r.scope, r.now, r.grid, r.step, r.cap_ms, coalesce((
                           select min(b.started_at) from tick b join rule o on o.scope = b.scope
                            where o.whole = r.whole and o.present and b.instant = :instant),
                           r.now) as began
                    from rule r
                   where r.scope = :scope and r.present and cast(:instant as timestamptz) >= r.grid
                     and (not r.paused or :requested)
                     and not exists (select 1 from tick newer
                                      where newer.scope = r.scope and newer.instant > :instant)),
                taken as (
                  insert into tick (scope, instant, state, epoch, node, session_pid,
                                    started_at, taken_at)
                  select scope, :instant, 'RUNNING', nextval('tick_epoch'), :node, :pid, now, now
                    from due
                  on conflict (scope, instant) do update
                     set state = 'RUNNING', epoch = excluded.epoch, node = excluded.node,
                         session_pid = excluded.session_pid, taken_at = excluded.taken_at,
                         started_at = coalesce(tick.started_at, excluded.started_at)
                   where tick.finished_at is null and tick.epoch = :seen
                  returning epoch, done, failed, skipped, remaining, declined_by)
                select t.epoch, t.done, t.failed, t.skipped, t.remaining, t.declined_by,
                       extract(epoch from least(
                         d.began + d.cap_ms * interval '1 millisecond',
                         d.grid + d.step) - d.now) * 1000 as cap_left_ms
                  from taken t cross join due d
                """)
        .bind("scope", tick.scope())
        .bind("instant", tick.instant())
        .bind("requested", outlook.requested())
        .bind("seen", outlook.epoch())
        .bind("node", node)
        .bind("pid", sessionPid)
        .map(row -> turn(row, held))
        .findOne();
  }

  private Turn turn(RowView row, Optional<Held> held) {
    return new Turn(
        new Fence(tick, row.getColumn("epoch", Long.class)),
        held.map(Held::node),
        Duration.ofMillis(Math.max(0, row.getColumn("cap_left_ms", Long.class))),
        Rows.counts(row),
        Rows.set(row, "declined_by"));
  }

  private void settleOthers(Turn taken, Optional<Held> held) {
    var epoch = taken.fence().epoch();
    Attempts.record(handle, tick, node, taken.outcome(), Optional.of(epoch), "");
    held.filter(Held::unreleased).ifPresent(former -> recordLoss(former, epoch));
    closeOlder();
  }

  /** A replica that died cannot tell of it, so its successor does. */
  private void recordLoss(Held former, long epoch) {
    Attempts.record(
        handle,
        tick,
        former.node(),
        AttemptOutcome.ABANDONED,
        Optional.of(former.epoch()),
        "taken over by " + node + " with epoch " + epoch);
  }

  /**
   * Of a former split nobody may be left to do it; what its replicas still run ends by the grid.
   */
  private void closeOlder() {
    handle
        .createUpdate(
            "with "
                + Sql.GRID
                + """
            , closed as (
              update tick
                 set state = 'ABANDONED', finished_at = clock_timestamp(), session_pid = null,
                     reason = coalesce(reason || '; ', '') || 'unfinished when the next tick began'
               where instant < :instant and finished_at is null and (scope = :scope
                  or instant < (select grid from rule where scope = :scope) and scope in (
                    select o.scope from rule o join rule r on r.whole = o.whole
                     where r.scope = :scope and not o.present))
              returning scope, instant, node, epoch, finished_at)
            insert into tick_attempt (scope, instant, node, outcome, epoch, first_at, last_at, detail)
            select scope, instant, node, 'ABANDONED', epoch, finished_at, finished_at,
                   'unfinished when the next tick began'
              from closed where node is not null
            """
                + Attempts.MERGE)
        .bind("scope", tick.scope())
        .bind("instant", tick.instant())
        .execute();
  }

  /**
   * The replica that began the tick before.
   *
   * @param unreleased whether it never said that it left
   */
  private record Held(String node, long epoch, boolean unreleased) {}
}

package org.castellan.schedule;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads what administrators see of a checker from PostgreSQL. */
final class CheckerStatuses {

  /** A holder is shown only while its session holds a lock: a dead one is none. */
  private static final String STATUS =
      "with "
          + Sql.GRID
          + """
          select r.scope, r.interval_ms, r.cap_ms, r.paused, r.grid, r.grid + r.step as next,
                 t.node, t.session_pid, t.taken_at,
                 extract(epoch from greatest(interval '0', least(
                   t.started_at + r.cap_ms * interval '1 millisecond',
                   r.grid + r.step) - r.now)) * 1000 as cap_left_ms
            from rule r left join lateral (
              select node, session_pid, taken_at, started_at from tick
               where scope = r.scope and state = 'RUNNING'
                 and session_pid in (select pid from pg_locks where locktype = 'advisory' and granted)
               order by instant desc limit 1) t on true
           where r.scope = coalesce(:scope, r.scope)
           order by r.scope
          """;

  private CheckerStatuses() {}

  /** All of them, or the one of the scope if there is one. */
  static List<CheckerStatus> read(Handle handle, Optional<String> scope) {
    return handle.createQuery(STATUS).bind("scope", scope).map(row -> status(handle, row)).list();
  }

  private static CheckerStatus status(Handle handle, RowView row) {
    String scope = Rows.text(row, "scope");
    List<TickRecord> newest = TickRecords.newest(handle, scope, Optional.empty(), 2);
    return new CheckerStatus(
        scope,
        Rows.millis(row, "interval_ms"),
        Rows.millis(row, "cap_ms"),
        row.getColumn("paused", Boolean.class),
        newest.stream()
            .limit(1)
            .filter(tick -> !tick.tick().instant().isBefore(Rows.instant(row, "grid")))
            .findFirst(),
        Rows.instant(row, "next"),
        Rows.maybeText(row, "node").map(node -> holder(row, node)),
        newest.stream().filter(tick -> tick.state().finished()).findFirst());
  }

  private static CheckerStatus.Holder holder(RowView row, String node) {
    return new CheckerStatus.Holder(
        node,
        Rows.number(row, "session_pid"),
        Rows.instant(row, "taken_at"),
        Rows.millis(row, "cap_left_ms"));
  }
}

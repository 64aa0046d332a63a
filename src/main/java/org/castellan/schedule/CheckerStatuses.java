package org.castellan.schedule;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.castellan.schedule.CheckerStatus.Holder;
import org.castellan.schedule.CheckerStatus.Part;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads what administrators see of a checker from PostgreSQL. */
final class CheckerStatuses {

  /**
   * A holder is shown only while its session holds a lock: a dead one is none. PostgreSQL ends that
   * session when it has been silent for a lease.
   */
  private static final String STATUS =
      "with "
          + Sql.GRID
          + """
          select r.scope, r.whole, r.interval_ms, r.cap_ms, r.paused, r.grid,
                 r.grid + r.step as next, t.node, t.session_pid, t.taken_at, n.state,
                 h.lease_ms, h.lease_left_ms,
                 coalesce(n.done, 0) as done, coalesce(n.failed, 0) as failed,
                 coalesce(n.skipped, 0) as skipped, coalesce(n.remaining, 0) as remaining,
                 extract(epoch from greatest(interval '0', least(
                   t.began + r.cap_ms * interval '1 millisecond',
                   r.grid + r.step) - r.now)) * 1000 as cap_left_ms
            from rule r left join lateral (
              select h.node, h.session_pid, h.taken_at, (
                       select min(b.started_at) from tick b join rule o on o.scope = b.scope
                        where o.whole = r.whole and o.present and b.instant = h.instant) as began
                from tick h
               where h.scope = r.scope and h.state = 'RUNNING' and h.session_pid in (
                 select pid from pg_locks where locktype = 'advisory' and granted)
               order by h.instant desc limit 1) t on true
            left join lateral (
              select state, done, failed, skipped, remaining from tick
               where scope = r.scope and instant >= r.grid
               order by instant desc limit 1) n on true
            left join lateral (
              select n.lease_ms, least(n.lease_ms, greatest(0, n.lease_ms
                       - extract(epoch from r.now - a.state_change) * 1000)) as lease_left_ms
                from node n join pg_stat_activity a on a.pid = t.session_pid
               where n.id = t.node) h on true
           where r.present and r.whole = coalesce(:scope, r.whole)
           order by r.whole, length(r.scope), r.scope
          """;

  /** A checker, or a shard of one. */
  private record Line(
      String scope,
      Duration interval,
      Duration cap,
      boolean paused,
      Instant grid,
      Instant next,
      Part part) {}

  private CheckerStatuses() {}

  /** All of them, or the one of the scope if there is one. */
  static List<CheckerStatus> read(Handle handle, Optional<String> scope) {
    return handle.createQuery(STATUS).bind("scope", scope).map(CheckerStatuses::line).stream()
        .collect(groupingBy(Line::scope, LinkedHashMap::new, toList()))
        .values()
        .stream()
        .map(lines -> status(handle, lines))
        .toList();
  }

  private static CheckerStatus status(Handle handle, List<Line> lines) {
    Line any = lines.get(0);
    List<Part> parts = lines.stream().map(Line::part).toList();
    List<TickRecord> newest =
        TickRecords.newest(handle, any.scope(), Optional.empty(), Forecast.TICKS);
    return new CheckerStatus(
        any.scope(),
        any.interval(),
        any.cap(),
        any.paused(),
        newest.stream()
            .limit(1)
            .filter(tick -> !tick.tick().instant().isBefore(any.grid()))
            .findFirst(),
        any.next(),
        parts.stream().flatMap(part -> part.holder().stream()).min(BY_SENIORITY),
        newest.stream().filter(tick -> tick.state().finished()).findFirst(),
        Forecast.of(any.cap(), newest),
        parts.size() == 1 ? List.of() : parts);
  }

  private static final Comparator<Holder> BY_SENIORITY = Comparator.comparing(Holder::since);

  private static Line line(RowView row) {
    return new Line(
        Rows.text(row, "whole"),
        Rows.millis(row, "interval_ms"),
        Rows.millis(row, "cap_ms"),
        row.getColumn("paused", Boolean.class),
        Rows.instant(row, "grid"),
        Rows.instant(row, "next"),
        new Part(
            Rows.text(row, "scope"),
            Rows.maybeText(row, "state").map(TickState::valueOf),
            Rows.counts(row),
            Rows.maybeText(row, "node").map(node -> holder(row, node))));
  }

  private static Holder holder(RowView row, String node) {
    return new Holder(
        node,
        Rows.number(row, "session_pid"),
        Rows.instant(row, "taken_at"),
        Rows.millis(row, "cap_left_ms"),
        Rows.maybeMillis(row, "lease_left_ms").map(left -> lease(row, left)));
  }

  private static CheckerStatus.HeldLease lease(RowView row, Duration left) {
    return new CheckerStatus.HeldLease(Rows.millis(row, "lease_ms"), left);
  }
}

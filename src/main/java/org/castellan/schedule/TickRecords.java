package org.castellan.schedule;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads ledger rows with their attempts from PostgreSQL. */
final class TickRecords {

  private static final String OF_SCOPE =
      "with "
          + Sql.GRID
          + """
          , known as materialized (
            select scope, grid from rule where whole = :scope)
          """;

  private TickRecords() {}

  /** Of a whole scope; however it was split then. */
  static List<TickRecord> newest(Handle handle, String scope, Optional<Instant> before, int limit) {
    List<TickRecord> bare =
        handle
            .createQuery(
                OF_SCOPE
                    + """
                    , chosen as (
                      select distinct t.instant from known k cross join lateral (
                        select instant from tick
                         where scope = k.scope and instant < coalesce(:before, timestamptz 'infinity')
                         order by instant desc limit :limit) t
                       order by t.instant desc limit :limit)
                    select t.scope, t.instant, t.state, t.requested, t.epoch, t.node, t.started_at,
                           t.finished_at, t.done, t.failed, t.skipped, t.remaining, t.reason,
                           t.instant < k.grid as past
                      from chosen c join tick t on t.instant = c.instant
                      join known k on k.scope = t.scope
                     order by t.instant desc, length(t.scope), t.scope
                    """)
            .bind("scope", scope)
            .bind("before", before)
            .bind("limit", limit)
            .map(Line::new)
            .stream()
            .collect(groupingBy(Line::instant, LinkedHashMap::new, toList()))
            .values()
            .stream()
            .map(lines -> new Pieces(lines.stream().map(Line::row).toList(), lines.get(0).past()))
            .map(Pieces::whole)
            .toList();
    return bare.isEmpty() ? bare : withAttempts(handle, scope, bare);
  }

  /**
   * A row of the ledger.
   *
   * @param past whether a later tick has begun to be due
   */
  private record Line(TickRecord row, boolean past) {

    Line(RowView view) {
      this(bare(view), view.getColumn("past", Boolean.class));
    }

    Instant instant() {
      return row.tick().instant();
    }
  }

  private static List<TickRecord> withAttempts(
      Handle handle, String scope, List<TickRecord> newestFirst) {
    var attempts =
        attempts(
            handle,
            scope,
            newestFirst.get(newestFirst.size() - 1).tick().instant(),
            newestFirst.get(0).tick().instant());
    return newestFirst.stream()
        .map(record -> with(record, attempts.getOrDefault(record.tick().instant(), List.of())))
        .toList();
  }

  private static Map<Instant, List<TickRecord.Attempt>> attempts(
      Handle handle, String scope, Instant from, Instant to) {
    record Told(Instant instant, TickRecord.Attempt attempt) {}
    return handle
        .createQuery(
            OF_SCOPE
                + """
                select a.instant, a.node, a.outcome, cast(sum(a.times) as int) as times,
                       min(a.first_at) as first_at, max(a.last_at) as last_at,
                       (array_agg(a.detail order by a.last_at desc))[1] as detail
                  from known k join tick_attempt a on a.scope = k.scope
                 where a.instant between :from and :to
                 group by a.instant, a.node, a.outcome
                 order by min(a.first_at), a.node, a.outcome
                """)
        .bind("scope", scope)
        .bind("from", from)
        .bind("to", to)
        .map(row -> new Told(Rows.instant(row, "instant"), attempt(row)))
        .stream()
        .collect(groupingBy(Told::instant, mapping(Told::attempt, toList())));
  }

  private static TickRecord.Attempt attempt(RowView row) {
    return new TickRecord.Attempt(
        Rows.text(row, "node"),
        AttemptOutcome.valueOf(Rows.text(row, "outcome")),
        Rows.number(row, "times"),
        Rows.instant(row, "first_at"),
        Rows.instant(row, "last_at"),
        Rows.maybeText(row, "detail"));
  }

  private static TickRecord bare(RowView row) {
    return new TickRecord(
        new Tick(Rows.text(row, "scope"), Rows.instant(row, "instant")),
        TickState.valueOf(Rows.text(row, "state")),
        row.getColumn("requested", Boolean.class),
        row.getColumn("epoch", Long.class),
        Rows.maybeText(row, "node"),
        Rows.maybeInstant(row, "started_at"),
        Rows.maybeInstant(row, "finished_at"),
        Rows.counts(row),
        Rows.maybeText(row, "reason"),
        List.of());
  }

  private static TickRecord with(TickRecord bare, List<TickRecord.Attempt> attempts) {
    return new TickRecord(
        bare.tick(),
        bare.state(),
        bare.requested(),
        bare.epoch(),
        bare.node(),
        bare.startedAt(),
        bare.finishedAt(),
        bare.counts(),
        bare.reason(),
        attempts);
  }
}

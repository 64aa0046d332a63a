package org.castellan.schedule;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads ledger rows with their attempts from PostgreSQL. */
final class TickRecords {

  private TickRecords() {}

  static List<TickRecord> newest(Handle handle, String scope, Optional<Instant> before, int limit) {
    List<TickRecord> bare =
        handle
            .createQuery(
                """
                select scope, instant, state, requested, epoch, node, started_at, finished_at,
                       done, failed, skipped, remaining, reason
                  from tick
                 where scope = :scope and instant < coalesce(:before, timestamptz 'infinity')
                 order by instant desc limit :limit
                """)
            .bind("scope", scope)
            .bind("before", before)
            .bind("limit", limit)
            .map(TickRecords::bare)
            .list();
    return bare.isEmpty() ? bare : withAttempts(handle, scope, bare);
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
    record Line(Instant instant, TickRecord.Attempt attempt) {}
    return handle
        .createQuery(
            """
            select instant, node, outcome, times, first_at, last_at, detail
              from tick_attempt
             where scope = :scope and instant between :from and :to
             order by first_at, node, outcome
            """)
        .bind("scope", scope)
        .bind("from", from)
        .bind("to", to)
        .map(row -> new Line(Rows.instant(row, "instant"), attempt(row)))
        .stream()
        .collect(groupingBy(Line::instant, mapping(Line::attempt, toList())));
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

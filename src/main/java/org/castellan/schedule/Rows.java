package org.castellan.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.result.RowView;

/** From rows to values. */
final class Rows {

  private Rows() {}

  static CheckerSettings settings(RowView row) {
    return new CheckerSettings(
        text(row, "scope"),
        millis(row, "interval_ms"),
        millis(row, "cap_ms"),
        number(row, "shards"));
  }

  static Outlook outlook(RowView row) {
    return new Outlook(
        text(row, "scope"),
        instant(row, "now"),
        instant(row, "grid"),
        millis(row, "interval_ms"),
        row.getColumn("paused", Boolean.class),
        maybeInstant(row, "instant").map(instant -> entry(row, instant)));
  }

  private static Outlook.Entry entry(RowView row, Instant instant) {
    return new Outlook.Entry(
        instant,
        TickState.valueOf(text(row, "state")),
        row.getColumn("requested", Boolean.class),
        row.getColumn("epoch", Long.class));
  }

  static ReplicaNode replica(RowView row) {
    return new ReplicaNode(
        text(row, "id"),
        text(row, "address"),
        text(row, "version"),
        instant(row, "started_at"),
        instant(row, "last_seen_at"),
        row.getColumn("gone", Boolean.class),
        maybeMillis(row, "clock_offset_ms"),
        List.of(row.getColumn("poolers", String[].class)),
        map(row.getColumn("names", String[].class), row.getColumn("values", String[].class)));
  }

  private static Map<String, String> map(String[] names, String[] values) {
    return IntStream.range(0, names.length)
        .boxed()
        .collect(Collectors.toMap(i -> names[i], i -> values[i]));
  }

  static Counts counts(RowView row) {
    return new Counts(
        number(row, "done"),
        number(row, "failed"),
        number(row, "skipped"),
        number(row, "remaining"));
  }

  static String text(RowView row, String column) {
    return row.getColumn(column, String.class);
  }

  static Optional<String> maybeText(RowView row, String column) {
    return Optional.ofNullable(row.getColumn(column, String.class));
  }

  static int number(RowView row, String column) {
    return row.getColumn(column, Integer.class);
  }

  static Instant instant(RowView row, String column) {
    return row.getColumn(column, Instant.class);
  }

  static Optional<Instant> maybeInstant(RowView row, String column) {
    return Optional.ofNullable(row.getColumn(column, Instant.class));
  }

  static Duration millis(RowView row, String column) {
    return Duration.ofMillis(row.getColumn(column, Long.class));
  }

  static Optional<Duration> maybeMillis(RowView row, String column) {
    return Optional.ofNullable(row.getColumn(column, Long.class)).map(Duration::ofMillis);
  }

  static Set<String> set(RowView row, String column) {
    return Set.of(row.getColumn(column, String[].class));
  }
}

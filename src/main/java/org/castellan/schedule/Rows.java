package org.castellan.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.result.RowView;

/** From rows to values. */
final class Rows {

  private Rows() {}

  static CheckerSettings settings(RowView row) {
    return new CheckerSettings(
        text(row, "scope"), millis(row, "interval_ms"), millis(row, "cap_ms"));
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

  static Set<String> set(RowView row, String column) {
    return Set.of(row.getColumn(column, String[].class));
  }
}

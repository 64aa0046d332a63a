package org.castellan.schedule;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The ledger rows of one tick of a scope, of which there are several when it is split.
 *
 * @param rows at least one; their attempts are not looked at
 * @param past whether what nobody has begun will not be begun any more
 */
record Pieces(List<TickRecord> rows, boolean past) {

  /** The tick of the whole scope. */
  TickRecord whole() {
    TickRecord first = rows.get(0);
    return rows.size() == 1 && first.tick().shard().isWhole() ? first : summary();
  }

  private TickRecord summary() {
    TickRecord newest = rows.stream().max(Comparator.comparing(TickRecord::epoch)).orElseThrow();
    TickState state = state();
    return new TickRecord(
        newest.tick().whole(),
        state,
        rows.stream().anyMatch(TickRecord::requested),
        newest.epoch(),
        newest.node(),
        instants(TickRecord::startedAt).min(Comparator.naturalOrder()),
        state.finished()
            ? instants(TickRecord::finishedAt).max(Comparator.naturalOrder())
            : Optional.empty(),
        rows.stream().map(TickRecord::counts).reduce(Counts.NONE, Counts::plus),
        reason(),
        List.of());
  }

  private Stream<Instant> instants(Function<TickRecord, Optional<Instant>> of) {
    return rows.stream().flatMap(row -> of.apply(row).stream());
  }

  private TickState state() {
    if (!has(TickState.RUNNING)
        && has(TickState.REQUESTED)
        && !rows.stream().anyMatch(Pieces::over)) {
      return TickState.REQUESTED;
    }
    if (!rows.stream().allMatch(Pieces::over) || (missing() > 0 && !past)) {
      return TickState.RUNNING;
    }
    if (missing() > 0 || has(TickState.CAPPED)) {
      return TickState.CAPPED;
    }
    return has(TickState.ABANDONED) ? TickState.ABANDONED : TickState.DONE;
  }

  private boolean has(TickState state) {
    return rows.stream().anyMatch(row -> row.state() == state);
  }

  private static boolean over(TickRecord row) {
    return row.state().finished();
  }

  /** When it was split otherwise meanwhile, one of the ways is enough. */
  private long missing() {
    return rows.stream()
        .collect(groupingBy(row -> row.tick().shard().count(), counting()))
        .entrySet()
        .stream()
        .mapToLong(way -> way.getKey() - way.getValue())
        .min()
        .orElseThrow();
  }

  private Optional<String> reason() {
    Stream<String> told =
        rows.stream().flatMap(row -> row.reason().stream().map(why -> why(row, why)));
    Stream<String> untold =
        past && missing() > 0 ? Stream.of(missing() + " shards were not begun") : Stream.empty();
    return Optional.of(Stream.concat(told, untold).collect(joining("; ")))
        .filter(words -> !words.isEmpty());
  }

  private static String why(TickRecord row, String reason) {
    Shard shard = row.tick().shard();
    return shard.isWhole()
        ? reason
        : "shard %d of %d: %s".formatted(shard.number(), shard.count(), reason);
  }
}

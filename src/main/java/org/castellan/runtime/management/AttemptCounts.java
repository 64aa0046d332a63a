package org.castellan.runtime.management;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.castellan.schedule.AttemptOutcome;
import org.castellan.schedule.CheckerListener;
import org.castellan.schedule.Tick;

/** Counts what this replica experiences with its checkers. Thread-safe. */
public final class AttemptCounts implements CheckerListener {

  private record Kind(String scope, AttemptOutcome outcome) {}

  private final ConcurrentMap<Kind, LongAdder> counts = new ConcurrentHashMap<>();

  @Override
  public void attempted(Tick tick, AttemptOutcome outcome, String detail) {
    counts
        .computeIfAbsent(new Kind(tick.shard().scope(), outcome), kind -> new LongAdder())
        .increment();
  }

  Map<String, Long> of(String scope) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().scope().equals(scope))
        .collect(
            toMap(
                entry -> entry.getKey().outcome().name(),
                entry -> entry.getValue().sum(),
                Long::sum,
                TreeMap::new));
  }
}

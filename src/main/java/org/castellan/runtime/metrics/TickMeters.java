package org.castellan.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.castellan.schedule.AttemptOutcome;
import org.castellan.schedule.CheckerListener;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Tick;
import org.castellan.schedule.TickState;

/**
 * Counts what this replica does with its checkers, each shard of a scope for itself. Thread-safe.
 */
public final class TickMeters implements CheckerListener {

  private final MeterRegistry registry;
  private final LongSupplier nanos;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> begun = new ConcurrentHashMap<>();

  public TickMeters(MeterRegistry registry) {
    this(registry, System::nanoTime);
  }

  TickMeters(MeterRegistry registry, LongSupplier nanos) {
    this.registry = registry;
    this.nanos = nanos;
  }

  @Override
  public void attempted(Tick tick, AttemptOutcome outcome, String detail) {
    String scope = tick.shard().scope();
    if (known.add(scope)) {
      zeros(scope);
    }
    attempts(scope, outcome).increment();
    if (outcome == AttemptOutcome.WON || outcome == AttemptOutcome.TOOK_OVER) {
      begun.put(tick.scope(), nanos.getAsLong());
    }
  }

  @Override
  public void ended(Tick tick, TickState state, Counts counts) {
    ticks(tick.shard().scope(), state).increment();
    Long since = begun.remove(tick.scope());
    if (since != null) {
      registry
          .timer("castellan.tick.duration", "scope", tick.shard().scope())
          .record(nanos.getAsLong() - since, TimeUnit.NANOSECONDS);
    }
  }

  /** So that the first bad end counts as an increase: what was never scraped as zero does not. */
  private void zeros(String scope) {
    Arrays.stream(AttemptOutcome.values()).forEach(outcome -> attempts(scope, outcome));
    Stream.of(TickState.DONE, TickState.CAPPED).forEach(state -> ticks(scope, state));
  }

  private Counter attempts(String scope, AttemptOutcome outcome) {
    return registry.counter("castellan.tick.attempts", "scope", scope, "outcome", outcome.name());
  }

  private Counter ticks(String scope, TickState state) {
    return registry.counter("castellan.ticks", "scope", scope, "state", state.name());
  }
}

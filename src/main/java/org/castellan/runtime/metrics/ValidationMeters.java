package org.castellan.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.castellan.storage.ErrorClass;
import org.castellan.validation.GateDecision;
import org.castellan.validation.Trigger;
import org.castellan.validation.ValidationListener;

/** Counts validations and what the gate decides on this replica. Thread-safe. */
public final class ValidationMeters implements ValidationListener {

  private static final String DEFAULT = "DEFAULT";
  private static final String FALLBACK = "FALLBACK";
  private static final String NO_DEFAULT = "NO_DEFAULT";
  private static final String NONE_VALID = "NONE_VALID";

  private final MeterRegistry registry;
  private final Counter joins;
  private final Counter turnedAway;
  private final Timer decisions;
  private final Timer waits;

  public ValidationMeters(MeterRegistry registry) {
    this.registry = registry;
    // There from the start, so that they are zero rather than missing.
    joins = registry.counter("castellan.validation.joins");
    turnedAway = registry.counter("castellan.gate.turned.away");
    decisions = histogram("castellan.gate.duration");
    waits = histogram("castellan.gate.wait");
    Stream.of(DEFAULT, FALLBACK, NO_DEFAULT, NONE_VALID).forEach(this::decisions);
  }

  @Override
  public void validated(Trigger trigger, Optional<ErrorClass> failure, Duration latency) {
    String result = failure.map(Enum::name).orElse("OK");
    registry
        .counter("castellan.validations", "trigger", trigger.name(), "result", result)
        .increment();
    histogram("castellan.validation.duration", "trigger", trigger.name()).record(latency);
  }

  @Override
  public void joined() {
    joins.increment();
  }

  @Override
  public void decided(GateDecision decision, Duration took) {
    decisions.record(took);
    decisions(word(decision)).increment();
  }

  @Override
  public void waited(Duration time) {
    waits.record(time);
  }

  @Override
  public void turnedAway() {
    turnedAway.increment();
  }

  private Counter decisions(String word) {
    return registry.counter("castellan.gate.decisions", "decision", word);
  }

  private Timer histogram(String name, String... tags) {
    return Histograms.histogram(registry, name, tags);
  }

  private static String word(GateDecision decision) {
    if (decision instanceof GateDecision.Use use) {
      return use.backend().isDefault() ? DEFAULT : FALLBACK;
    }
    return decision instanceof GateDecision.NoDefault ? NO_DEFAULT : NONE_VALID;
  }
}

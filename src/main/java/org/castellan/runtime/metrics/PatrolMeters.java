package org.castellan.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import org.castellan.artifact.PatrolListener;

/** Counts what the patrol of this replica reads and finds. Thread-safe. */
public final class PatrolMeters implements PatrolListener {

  private final MeterRegistry registry;
  private final Counter bytes;

  public PatrolMeters(MeterRegistry registry) {
    this.registry = registry;
    // There from the start, so that they are zero rather than missing.
    bytes = registry.counter("castellan.patrol.read.bytes");
    Arrays.stream(Look.values()).forEach(this::looks);
    repairs(true);
    repairs(false);
  }

  @Override
  public void looked(Look look, long read) {
    bytes.increment((double) read);
    looks(look).increment();
  }

  @Override
  public void repaired(boolean done) {
    repairs(done).increment();
  }

  private Counter looks(Look look) {
    return registry.counter("castellan.patrol.looks", "result", look.name());
  }

  private Counter repairs(boolean done) {
    return registry.counter("castellan.patrol.repairs", "result", done ? "DONE" : "FAILED");
  }
}

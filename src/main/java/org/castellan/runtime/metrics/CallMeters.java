package org.castellan.runtime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import org.castellan.storage.CallObserver;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Operation;

/** Counts and times the calls of providers on this replica, probes among them. Thread-safe. */
public final class CallMeters implements CallObserver {

  private final MeterRegistry registry;

  public CallMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Call begun(String provider, Operation operation) {
    Timer.Sample begun = Timer.start(registry);
    return failure -> {
      begun.stop(
          Histograms.histogram(
              registry,
              "castellan.provider.call.duration",
              "provider",
              provider,
              "operation",
              operation.name()));
      count(provider, operation, failure);
    };
  }

  private void count(String provider, Operation operation, Optional<ErrorClass> failure) {
    String result = failure.map(Enum::name).orElse("OK");
    registry
        .counter(
            "castellan.provider.calls",
            "provider",
            provider,
            "operation",
            operation.name(),
            "result",
            result)
        .increment();
  }
}

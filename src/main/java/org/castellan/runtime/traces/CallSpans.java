package org.castellan.runtime.traces;

import static io.opentelemetry.api.trace.SpanKind.CLIENT;

import io.opentelemetry.api.trace.Tracer;
import java.util.Locale;
import org.castellan.storage.CallObserver;
import org.castellan.storage.Operation;

/** A span for each call of a provider. */
public record CallSpans(Tracer tracer) implements CallObserver {

  @Override
  public Call begun(String provider, Operation operation) {
    Step step =
        Step.begin(
            tracer
                .spanBuilder("provider " + operation.name().toLowerCase(Locale.ROOT))
                .setSpanKind(CLIENT)
                .setAttribute("castellan.provider", provider));
    return failure -> {
      failure.ifPresent(it -> step.failed(it.name()));
      step.close();
    };
  }
}

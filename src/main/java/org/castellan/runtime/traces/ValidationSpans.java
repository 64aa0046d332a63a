package org.castellan.runtime.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.Optional;
import org.castellan.storage.ErrorClass;
import org.castellan.validation.Subject;
import org.castellan.validation.Trigger;
import org.castellan.validation.ValidationListener;

/** A span for each validation, in the trace of the tick or the request that wanted it first. */
public record ValidationSpans(Tracer tracer) implements ValidationListener {

  @Override
  public Watch validating(Subject subject) {
    SpanBuilder builder =
        tracer
            .spanBuilder("validation")
            .setAttribute("castellan.trigger", subject.trigger().name())
            .setAttribute("castellan.organization", subject.organization().toString())
            .setAttribute("castellan.backend", subject.name())
            .setAttribute("castellan.provider", subject.provider());
    return Step.begin(builder)::close;
  }

  @Override
  public void validated(Trigger trigger, Optional<ErrorClass> failure, Duration latency) {
    failure.ifPresent(it -> Step.failed(Span.current(), it.name()));
  }
}

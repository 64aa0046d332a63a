package org.castellan.runtime.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;

/** A span that is the current one of its thread, from its begin to its end on that same thread. */
final class Step implements AutoCloseable {

  private final Span span;
  private final Scope scope;

  private Step(Span span, Scope scope) {
    this.span = span;
    this.scope = scope;
  }

  @SuppressWarnings("MustBeClosedChecker") // close() does
  static Step begin(SpanBuilder builder) {
    Span span = builder.startSpan();
    return new Step(span, span.makeCurrent());
  }

  Span span() {
    return span;
  }

  /**
   * It did not end well.
   *
   * @param type one of few
   */
  void failed(String type) {
    failed(span, type);
  }

  static void failed(Span span, String type) {
    span.setStatus(StatusCode.ERROR, type);
    span.setAttribute("error.type", type);
  }

  @Override
  public void close() {
    scope.close();
    span.end();
  }
}

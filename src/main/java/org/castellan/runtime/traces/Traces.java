package org.castellan.runtime.traces;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.ExecutorService;

/** What whoever runs the server provides for tracing; by default nothing, at next to no cost. */
public final class Traces {

  private Traces() {}

  /**
   * Castellan's own.
   *
   * @param version Castellan's
   */
  public static Tracer tracer(String version) {
    return GlobalOpenTelemetry.getTracerProvider()
        .tracerBuilder("org.castellan")
        .setInstrumentationVersion(version)
        .build();
  }

  /** The executor, for tasks that belong to the trace of whoever gives them to it. */
  public static ExecutorService carrying(ExecutorService executor) {
    return Context.taskWrapping(executor);
  }
}

package org.castellan.runtime.wiring;

import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import org.castellan.runtime.start.Announcement;
import org.castellan.runtime.traces.Traces;

/** What is traced. */
@Dependent
public class TracesWiring {

  @Produces
  @Dependent
  Tracer tracer() {
    return Traces.tracer(Announcement.version());
  }
}

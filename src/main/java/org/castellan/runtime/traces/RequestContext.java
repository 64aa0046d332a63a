package org.castellan.runtime.traces;

import io.opentelemetry.context.Context;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Remembers the context of a request, that of its span, before its resource is looked for. */
@Provider
@Dependent
@PreMatching
public class RequestContext implements ContainerRequestFilter {

  /** The property of the request. */
  static final String PROPERTY = "org.castellan.traces.context";

  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(PROPERTY, Context.current());
  }
}

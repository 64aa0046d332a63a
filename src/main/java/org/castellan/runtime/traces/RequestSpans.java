package org.castellan.runtime.traces;

import io.opentelemetry.api.trace.Span;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.castellan.web.problem.Problem;

/** Says in the span that the server has for a request whom it is about and why it was refused. */
@Provider
@Dependent
public class RequestSpans implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Span span = Span.current();
    if (span.isRecording()) {
      Optional.ofNullable(request.getUriInfo().getPathParameters().getFirst("org"))
          .ifPresent(it -> span.setAttribute("castellan.organization", it));
      Problem.reason(response.getEntity())
          .ifPresent(it -> span.setAttribute("castellan.reason", it));
    }
  }
}

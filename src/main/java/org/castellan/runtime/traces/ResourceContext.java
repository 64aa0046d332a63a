package org.castellan.runtime.traces;

import io.opentelemetry.context.Context;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * Gives the filters of a resource and the resource itself the context of the request again. When
 * the resource was found, a server's own tracing may have made an empty one current, even while it
 * is off.
 */
@Provider
@Dependent
@Priority(0)
public class ResourceContext implements ContainerRequestFilter {

  @Override
  @SuppressWarnings("MustBeClosedChecker") // RequestScope does
  public void filter(ContainerRequestContext request) {
    if (request.getProperty(RequestContext.PROPERTY) instanceof Context context) {
      context.makeCurrent();
    }
  }
}

package org.castellan.runtime.start;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;

/** Until the replica has started, every request but those for its health comes too early. */
@Provider
@Dependent
@PreMatching
public class StartingFilter implements ContainerRequestFilter {

  private static final String RETRY_SECONDS = "2";
  @Inject private Lifecycle lifecycle;

  @Override
  public void filter(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    boolean versioned = path.startsWith("v") || path.startsWith("/v");
    if (versioned && !lifecycle.isStarted()) {
      throw new ProblemException(
          Problem.of(Reason.STARTING, lifecycle.waitingFor())
              .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS));
    }
  }
}

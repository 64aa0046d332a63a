package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;

/** Refuses what servers would answer by themselves and each in its own way, OPTIONS above all. */
@Provider
@Dependent
@PreMatching
public class MethodFilter implements ContainerRequestFilter {
  private static final Set<String> KNOWN = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

  @Override
  public void filter(ContainerRequestContext request) {
    if (!KNOWN.contains(request.getMethod())) {
      throw new ProblemException(
          Problem.of(Reason.METHOD_NOT_ALLOWED, "The API does not use that method.")
              .withHeader(HttpHeaders.ALLOW, "DELETE, GET, HEAD, PATCH, POST, PUT"));
    }
  }
}

package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import org.castellan.web.problem.ProblemException;

/** Nothing has a NUL in its name, and PostgreSQL cannot even be asked for it. */
@Provider
@Dependent
@PreMatching
public class PathFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getUriInfo().getPath().indexOf('\0') >= 0) {
      throw ProblemException.notFound();
    }
  }
}

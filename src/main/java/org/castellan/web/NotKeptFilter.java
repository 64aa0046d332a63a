package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import java.util.regex.Pattern;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;

/**
 * Says of what clients of others look for beside artifacts, and Castellan does not keep, that it is
 * not there; without looking at who asks, for nobody has any.
 */
@Provider
@Dependent
@PreMatching
public class NotKeptFilter implements ContainerRequestFilter {
  private static final Pattern ACTION_CACHE = Pattern.compile("/?v1/organizations/[^/]+/ac(/.*)?");
  private static final Pattern LFS_LOCKS =
      Pattern.compile("/?v1/organizations/[^/]+/lfs/locks(/.*)?");
  private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  @Override
  public void filter(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    if (LFS_LOCKS.matcher(path).matches()) {
      // What makes git-lfs go on without locks.
      throw new ProblemException(Reason.NOT_FOUND, "Castellan keeps no Git LFS locks.");
    }
    if (ACTION_CACHE.matcher(path).matches()) {
      throw new ProblemException(noActionCache(request.getMethod()));
    }
  }

  private static Problem noActionCache(String method) {
    String why =
        "Castellan keeps no action cache: its entries are not named by the digest of their bytes."
            + " Only /cas/ is here.";
    return READING.contains(method)
        ? Problem.of(Reason.NOT_FOUND, why)
        : Problem.of(Reason.METHOD_NOT_ALLOWED, why).withHeader(HttpHeaders.ALLOW, "GET, HEAD");
  }
}

package org.castellan.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.Set;
import org.castellan.audit.AuditLog;
import org.castellan.audit.Refusals;
import org.castellan.audit.Refusals.Who;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.Reason;
import org.castellan.web.security.AuthenticationFilter;
import org.castellan.web.security.Identity;
import org.castellan.web.security.QuestionFilter;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that every attempt at a change is on record with its client's address: those that
 * succeed where they change something, all others here.
 */
@Provider
@Dependent
@PreMatching
@Priority(Priorities.AUTHENTICATION - 500)
public class AttemptFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** There is no database to record them in. */
  private static final Set<String> TOO_EARLY =
      Set.of(Reason.STARTING.name(), Reason.DATABASE_UNAVAILABLE.name());

  private static final int LONGEST_PATH = 500;

  @Inject private AuditLog audit;
  @Inject private Refusals refusals;
  @Inject private TrustedProxies proxies;

  @Context @Nullable HttpServletRequest connection;

  @Override
  public void filter(ContainerRequestContext request) {
    audit.client().leave();
    if (CHANGES.contains(request.getMethod()) && connection != null) {
      Optional<String> forwarded = Optional.ofNullable(request.getHeaderString("X-Forwarded-For"));
      audit.client().enter(proxies.client(connection.getRemoteAddr(), forwarded));
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    int status = response.getStatus();
    if (CHANGES.contains(request.getMethod()) && status >= 400 && !isQuestion(request)) {
      Optional<String> reason = Problem.reason(response.getEntity());
      if (reason.filter(TOO_EARLY::contains).isEmpty()) {
        String answer = status + reason.map(" "::concat).orElse("");
        refusals.record(who(request), status >= 500, attempt(request), answer);
      }
    }
    audit.client().leave();
  }

  private static boolean isQuestion(ContainerRequestContext request) {
    return request.getProperty(QuestionFilter.QUESTION) != null && who(request).isEmpty();
  }

  private static Optional<Who> who(ContainerRequestContext request) {
    return Optional.ofNullable(request.getProperty(AuthenticationFilter.IDENTITY))
        .map(Identity.class::cast)
        .map(identity -> new Who(identity.getName(), identity.concerned()));
  }

  /** With what cannot be read left in its percent-encoding. */
  private static String attempt(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath(false).replaceFirst("^/*", "/");
    String readable = path.replaceAll("[^!-~]", "?");
    return request.getMethod()
        + " "
        + readable.substring(0, Math.min(readable.length(), LONGEST_PATH));
  }
}

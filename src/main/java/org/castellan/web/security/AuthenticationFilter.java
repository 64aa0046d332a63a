package org.castellan.web.security;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castellan.access.Authenticator;
import org.castellan.access.Caller;
import org.castellan.organization.Organization;
import org.castellan.organization.Organizations;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through to its resource method when the method is {@link Open}, or when the
 * token's role reaches what its {@link Secured} asks for and the caller sees the organization in
 * the path. Everything else is refused, a method without either annotation first of all.
 */
@Provider
@Dependent
@Priority(Priorities.AUTHENTICATION)
public class AuthenticationFilter implements ContainerRequestFilter {
  /** The path parameter that names an organization. */
  public static final String ORGANIZATION = "org";

  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/=-]+) *");

  @Inject private Authenticator authenticator;
  @Inject private Organizations organizations;

  @Context @Nullable ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Optional<Method> method = Optional.ofNullable(resource).map(ResourceInfo::getResourceMethod);
    if (method.filter(it -> it.isAnnotationPresent(Open.class)).isPresent()) {
      return;
    }
    Caller caller = caller(request.getHeaderString(HttpHeaders.AUTHORIZATION));
    Optional<Secured> needed = method.map(it -> it.getAnnotation(Secured.class));
    if (needed.filter(it -> caller.role().includes(it.value())).isEmpty()) {
      throw new ProblemException(Reason.FORBIDDEN, "Your token's role does not allow this.");
    }
    String place = request.getUriInfo().getPathParameters().getFirst(ORGANIZATION);
    var identity =
        new Identity(
            caller, Optional.ofNullable(place).map(it -> visible(it, caller)), Optional.empty());
    boolean secure = request.getSecurityContext().isSecure();
    request.setSecurityContext(new IdentityContext(identity, secure));
  }

  private Caller caller(@Nullable String header) {
    if (header == null) {
      throw unauthenticated("Send Authorization: Bearer with a token.", "");
    }
    Matcher bearer = BEARER.matcher(header);
    return Optional.of(bearer)
        .filter(Matcher::matches)
        .flatMap(it -> authenticator.authenticate(it.group(1)))
        .orElseThrow(
            () ->
                unauthenticated(
                    "The token is unknown, revoked or expired.", ", error=\"invalid_token\""));
  }

  private Organization visible(String name, Caller caller) {
    return organizations
        .find(name)
        .filter(organization -> caller.sees(organization.id()))
        .orElseThrow(ProblemException::notFound);
  }

  private static ProblemException unauthenticated(String detail, String error) {
    return new ProblemException(
        Problem.of(Reason.UNAUTHENTICATED, detail)
            .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"castellan\"" + error));
  }
}

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
import org.castellan.access.Authentication;
import org.castellan.access.Authentication.Accepted;
import org.castellan.access.Authentication.Rejected;
import org.castellan.access.Authentication.Undecided;
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

  /** A request's property: an earlier filter has opened what it asks for to everybody. */
  public static final String OPENED = "castellan.opened";

  /** A request's property: whose it is, an {@link Identity}, as far as that is known. */
  public static final String IDENTITY = "castellan.identity";

  @Inject private Authenticator authenticator;
  @Inject private Organizations organizations;

  @Context @Nullable ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Optional<Method> method = Optional.ofNullable(resource).map(ResourceInfo::getResourceMethod);
    if (method.filter(it -> it.isAnnotationPresent(Open.class)).isPresent()
        || request.getProperty(OPENED) != null) {
      return;
    }
    Caller caller = caller(request.getHeaderString(HttpHeaders.AUTHORIZATION));
    request.setProperty(IDENTITY, new Identity(caller, Optional.empty(), Optional.empty()));
    Optional<Secured> needed = method.map(it -> it.getAnnotation(Secured.class));
    if (needed.filter(it -> caller.role().includes(it.value())).isEmpty()) {
      throw new ProblemException(Reason.FORBIDDEN, "Your token's role does not allow this.");
    }
    String place = request.getUriInfo().getPathParameters().getFirst(ORGANIZATION);
    var identity =
        new Identity(
            caller, Optional.ofNullable(place).map(it -> visible(it, caller)), Optional.empty());
    request.setProperty(IDENTITY, identity);
    boolean secure = request.getSecurityContext().isSecure();
    request.setSecurityContext(new IdentityContext(identity, secure));
  }

  private Caller caller(@Nullable String header) {
    Schemes schemes = Schemes.of(resource);
    if (header == null) {
      throw unauthenticated(schemes.wanted(), schemes.challenge());
    }
    Authentication result =
        schemes
            .token(header)
            .map(authenticator::authenticate)
            .orElseGet(
                () -> new Rejected("The Authorization header holds no token. " + schemes.wanted()));
    if (result instanceof Accepted accepted) {
      return accepted.caller();
    }
    if (result instanceof Undecided undecided) {
      throw new ProblemException(
          Problem.of(Reason.ISSUER_UNAVAILABLE, undecided.why())
              .withHeader(HttpHeaders.RETRY_AFTER, "30"));
    }
    throw unauthenticated(((Rejected) result).why(), schemes.challengeAfterRefusal());
  }

  /** Who is of an organization sees that one and no other, and is not asked for again. */
  private Organization visible(String name, Caller caller) {
    Optional<Organization> found =
        caller.isAdmin()
            ? organizations.find(name)
            : caller.organization().filter(it -> it.name().equals(name));
    return found.orElseThrow(ProblemException::notFound);
  }

  private static ProblemException unauthenticated(String detail, String challenge) {
    return new ProblemException(
        Problem.of(Reason.UNAUTHENTICATED, detail)
            .withHeader(HttpHeaders.WWW_AUTHENTICATE, challenge));
  }
}

package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.castellan.access.AccessToken;
import org.castellan.access.Issued;
import org.castellan.access.Role;
import org.castellan.access.Tokens;
import org.castellan.web.json.Answers;
import org.castellan.web.json.Body;
import org.castellan.web.json.Form;
import org.castellan.web.json.TextRule;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;

/** The tokens of one organization. */
@Path("v1/organizations/{org}/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class TokensResource {
  @Inject private Tokens tokens;
  @Inject private InstantSource clock;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Secured(Role.OWNER)
  public Response issue(
      InputStream body,
      @Context HttpHeaders headers,
      @Context UriInfo uri,
      @Context SecurityContext security) {
    Form form = Body.form(body, headers).require("name", "role");
    Optional<String> name = form.text("name", TextRule.upTo(AccessToken.MAX_NAME));
    Optional<Role> role = form.oneOf("role", Views.ROLES);
    Optional<Instant> expires = form.instant("expiresAt");
    name.filter(String::isBlank).ifPresent(it -> form.reject("name", "must not be blank"));
    expires
        .filter(it -> !storable(it))
        .ifPresent(
            it -> form.reject("expiresAt", "must be in the future and before the year 9999"));
    form.finish();
    Identity identity = Identity.of(security);
    Issued issued =
        tokens
            .issue(
                identity.organization().id(),
                name.orElseThrow(),
                role.orElseThrow(),
                expires,
                identity.getName())
            .orElseThrow(ProblemException::notFound);
    return Answers.created(uri, issued.token().id().toString(), Views.issued(issued));
  }

  @GET
  @Secured(Role.OWNER)
  public Response list(@BeanParam PageQuery page, @Context SecurityContext security) {
    UUID organization = Identity.of(security).organization().id();
    return page.answer((after, limit) -> tokens.list(organization, after, limit), Views::token);
  }

  @DELETE
  @Path("{id}")
  @Secured(Role.OWNER)
  public Response revoke(@PathParam("id") String id, @Context SecurityContext security) {
    Identity identity = Identity.of(security);
    boolean revoked =
        uuid(id)
            .filter(it -> tokens.revoke(identity.organization().id(), it, identity.getName()))
            .isPresent();
    if (!revoked) {
      throw ProblemException.notFound();
    }
    return Response.noContent().build();
  }

  private boolean storable(Instant expires) {
    return expires.isAfter(clock.instant())
        && expires.isBefore(Instant.parse("9999-01-01T00:00:00Z"));
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.List;
import java.util.function.UnaryOperator;
import org.castellan.access.Role;
import org.castellan.artifact.Purges;
import org.castellan.artifact.Upkeep;
import org.castellan.organization.Allowance;
import org.castellan.organization.Organization;
import org.castellan.organization.Organizations;
import org.castellan.schedule.Checkers;
import org.castellan.web.json.Answers;
import org.castellan.web.json.Body;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.castellan.web.problem.Violation;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;
import org.jspecify.annotations.Nullable;

/** One tenant. */
@Path("v1/organizations/{org}")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class OrganizationResource {
  @Inject private Organizations organizations;
  @Inject private Purges purges;
  @Inject private Checkers checkers;

  @GET
  @Secured(Role.ADMIN)
  public Response get(@Context SecurityContext security) {
    return Answers.ok(view(Identity.of(security).organization()));
  }

  /** A quota of {@code null} is none, a retention of {@code null} is for ever. */
  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  @Secured(Role.ADMIN)
  public Response change(
      InputStream body, @Context HttpHeaders headers, @Context SecurityContext security) {
    UnaryOperator<Allowance> change = AllowanceForm.change(Body.form(body, headers));
    Identity identity = Identity.of(security);
    Organization changed =
        organizations
            .change(identity.organization().id(), change, identity.getName())
            .orElseThrow(ProblemException::notFound);
    return Answers.ok(view(changed));
  }

  @DELETE
  @Secured(Role.ADMIN)
  public Response delete(
      @QueryParam("purge") @Nullable String purge, @Context SecurityContext security) {
    Identity identity = Identity.of(security);
    return wanted(purge) ? purge(identity) : delete(identity);
  }

  /** It goes with all that it holds, in the background. */
  private Response purge(Identity identity) {
    Organization organization = identity.organization();
    if (!purges.ask(organization.id(), organization.name(), identity.getName())) {
      throw ProblemException.notFound();
    }
    var unused = checkers.runNow(Upkeep.SCOPE);
    return Answers.of(Status.ACCEPTED, view(organization)).build();
  }

  private Response delete(Identity identity) {
    return switch (organizations.delete(identity.organization().id(), identity.getName())) {
      case DELETED -> Response.noContent().build();
      case MISSING -> throw ProblemException.notFound();
      case NOT_EMPTY ->
          throw new ProblemException(
              Reason.NOT_EMPTY,
              "Purge it with ?purge=true, or delete its artifacts and wait until their objects are"
                  + " gone from the backends.");
    };
  }

  private JsonObject view(Organization organization) {
    return purges
        .progress(organization.id())
        .map(progress -> Views.purged(organization, progress))
        .orElseGet(() -> Views.organization(organization));
  }

  private static boolean wanted(@Nullable String purge) {
    if (purge == null || purge.equals("false")) {
      return false;
    }
    if (!purge.equals("true")) {
      throw new ProblemException(
          Problem.of(List.of(new Violation("purge", "must be true or false"))));
    }
    return true;
  }
}

package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Optional;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.organization.Organizations;
import org.castellan.web.json.Answers;
import org.castellan.web.json.Body;
import org.castellan.web.json.Form;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;

/** One tenant. */
@Path("v1/organizations/{org}")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class OrganizationResource {
  @Inject private Organizations organizations;

  @GET
  @Secured(Role.ADMIN)
  public Response get(@Context SecurityContext security) {
    return Answers.ok(Views.organization(Identity.of(security).organization()));
  }

  /** A quota of {@code null} is none. */
  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  @Secured(Role.ADMIN)
  public Response change(
      InputStream body, @Context HttpHeaders headers, @Context SecurityContext security) {
    Form form = Body.form(body, headers).require("quotaBytes");
    Optional<Long> quota =
        form.isNull("quotaBytes") ? Optional.empty() : form.whole("quotaBytes", 0, Bytes.MAX);
    form.finish();
    Identity identity = Identity.of(security);
    Organization changed =
        organizations
            .changeQuota(identity.organization().id(), quota, identity.getName())
            .orElseThrow(ProblemException::notFound);
    return Answers.ok(Views.organization(changed));
  }

  @DELETE
  @Secured(Role.ADMIN)
  public Response delete(@Context SecurityContext security) {
    Identity identity = Identity.of(security);
    return switch (organizations.delete(identity.organization().id(), identity.getName())) {
      case DELETED -> Response.noContent().build();
      case MISSING -> throw ProblemException.notFound();
      case NOT_EMPTY ->
          throw new ProblemException(
              Reason.NOT_EMPTY, "Delete the organization's artifacts before it.");
    };
  }
}

package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Optional;
import org.castellan.access.Role;
import org.castellan.organization.Allowance;
import org.castellan.organization.Creation;
import org.castellan.organization.Organizations;
import org.castellan.web.json.Answers;
import org.castellan.web.json.Body;
import org.castellan.web.json.Form;
import org.castellan.web.json.TextRule;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;

/** The tenants of the installation. */
@Path("v1/organizations")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class OrganizationsResource {
  @Inject private Organizations organizations;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Secured(Role.ADMIN)
  public Response create(
      InputStream body,
      @Context HttpHeaders headers,
      @Context UriInfo uri,
      @Context SecurityContext security) {
    Form form = Body.form(body, headers).require("name");
    Optional<String> name = form.text("name", TextRule.LABEL);
    Allowance allowance = AllowanceForm.of(form);
    form.finish();
    Creation creation =
        organizations.create(name.orElseThrow(), allowance, Identity.of(security).getName());
    if (creation instanceof Creation.Created created) {
      JsonObject view = Views.organization(created.organization());
      return Answers.created(uri, created.organization().name(), view);
    }
    throw new ProblemException(Reason.NAME_TAKEN, "There is an organization of this name already.");
  }

  @GET
  @Secured(Role.ADMIN)
  public Response list(@BeanParam PageQuery page) {
    return page.answer(organizations::list, Views::organization);
  }
}

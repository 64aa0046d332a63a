package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.castellan.access.Role;
import org.castellan.backend.Backends;
import org.castellan.backend.CasBackend;
import org.castellan.validation.ValidationHistory;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;

/** The validations of one backend, as they were recorded. */
@Path("v1/organizations/{org}/cas-backends/{name}/validations")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class ValidationsResource {
  @Inject private Backends backends;
  @Inject private ValidationHistory history;

  @GET
  @Secured(Role.READER)
  public Response list(
      @PathParam("name") String name,
      @BeanParam PageQuery page,
      @Context SecurityContext security) {
    return page.answer(
        (after, limit) -> history.list(find(name, security).id(), after, limit), Views::validation);
  }

  private CasBackend find(String name, SecurityContext security) {
    return backends
        .find(Identity.of(security).organization().id(), name)
        .orElseThrow(ProblemException::notFound);
  }
}

package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.castellan.access.Role;
import org.castellan.audit.AuditEvent;
import org.castellan.backend.Backends;
import org.castellan.backend.CasBackend;
import org.castellan.validation.ManualRevalidation;
import org.castellan.web.json.Answers;
import org.castellan.web.limit.Place;
import org.castellan.web.limit.Turnstile;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;

/** A validation of one backend on demand. */
@Path("v1/organizations/{org}/cas-backends/{name}/revalidate")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class RevalidateResource {
  @Inject private Backends backends;
  @Inject private ManualRevalidation revalidation;
  @Inject private InstallationAudit audit;
  @Inject private Turnstile turnstile;

  @POST
  @Secured(Role.OWNER)
  public Response revalidate(@PathParam("name") String name, @Context SecurityContext security) {
    CasBackend backend = find(name, security);
    if (backend.builtIn()) {
      throw BackendProblems.builtIn("The built-in backend is always OK and never validated.");
    }
    begin(backend, Identity.of(security).getName());
    return Answers.of(Status.ACCEPTED, Views.backend(backend)).build();
  }

  private void begin(CasBackend backend, String actor) {
    Place place = turnstile.validation(backend.organizationId());
    try {
      audit.record(asked(backend, actor));
      revalidation.request(backend, place::close);
    } catch (RuntimeException e) {
      place.close();
      throw e;
    }
  }

  private static AuditEvent asked(CasBackend backend, String actor) {
    return new AuditEvent(
        Optional.of(backend.organizationId()),
        actor,
        "BACKEND_REVALIDATION_ASKED",
        backend.name(),
        "The backend is validated at once.");
  }

  private CasBackend find(String name, SecurityContext security) {
    return backends
        .find(Identity.of(security).organization().id(), name)
        .orElseThrow(ProblemException::notFound);
  }
}

package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
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
import org.castellan.backend.BackendFilter;
import org.castellan.backend.BackendList;
import org.castellan.backend.CasBackend;
import org.castellan.backend.InsertResult;
import org.castellan.storage.Providers;
import org.castellan.validation.Registration;
import org.castellan.validation.RegistrationResult;
import org.castellan.web.json.Answers;
import org.castellan.web.json.Body;
import org.castellan.web.limit.Turnstile;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;

/** The CAS backends of one organization. */
@Path("v1/organizations/{org}/cas-backends")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class BackendsResource {
  @Inject private BackendList backends;
  @Inject private Registration registration;
  @Inject private Providers providers;
  @Inject private Turnstile turnstile;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Secured(Role.OWNER)
  public Response create(
      InputStream body,
      @Context HttpHeaders headers,
      @Context UriInfo uri,
      @Context SecurityContext security) {
    Identity identity = Identity.of(security);
    var form =
        NewBackendForm.read(Body.form(body, headers), identity.organization().id(), providers);
    RegistrationResult result =
        turnstile.validating(
            identity.organization().id(),
            () -> registration.create(form.backend(), form.credentials(), identity.getName()));
    if (result instanceof RegistrationResult.Unreachable unreachable) {
      throw BackendProblems.unreachable(unreachable.failure());
    }
    CasBackend backend = inserted(((RegistrationResult.Answered) result).result());
    return Response.fromResponse(Answers.created(uri, backend.name(), Views.backend(backend)))
        .tag(Revisions.tag(backend))
        .build();
  }

  @GET
  @Secured(Role.READER)
  public Response list(
      @BeanParam BackendQuery query, @BeanParam PageQuery page, @Context SecurityContext security) {
    BackendFilter filter = query.filter(Optional.of(Identity.of(security).organization().id()));
    return page.answer(
        (after, limit) -> backends.list(filter, after, limit),
        listed -> Views.backend(listed.backend()));
  }

  private static CasBackend inserted(InsertResult result) {
    if (result instanceof InsertResult.Inserted inserted) {
      return inserted.backend();
    }
    if (result instanceof InsertResult.NameTaken) {
      throw new ProblemException(
          Reason.NAME_TAKEN, "The organization has a backend of this name already.");
    }
    if (result instanceof InsertResult.Refused refused) {
      throw BackendProblems.refused(refused.violations());
    }
    throw ProblemException.notFound();
  }
}

package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.castellan.access.Role;
import org.castellan.backend.BackendChange;
import org.castellan.backend.BackendRegistry;
import org.castellan.backend.Backends;
import org.castellan.backend.CasBackend;
import org.castellan.backend.ChangeResult;
import org.castellan.storage.Provider;
import org.castellan.storage.Providers;
import org.castellan.validation.Registration;
import org.castellan.validation.UpdateResult;
import org.castellan.web.json.Answers;
import org.castellan.web.json.Body;
import org.castellan.web.limit.Turnstile;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;
import org.jspecify.annotations.Nullable;

/** One CAS backend. */
@Path("v1/organizations/{org}/cas-backends/{name}")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class BackendResource {
  @Inject private Backends backends;
  @Inject private BackendRegistry registry;
  @Inject private Registration registration;
  @Inject private Providers providers;
  @Inject private Turnstile turnstile;

  @GET
  @Secured(Role.READER)
  public Response get(@PathParam("name") String name, @Context SecurityContext security) {
    return answer(find(name, security));
  }

  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  @Secured(Role.OWNER)
  public Response change(
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      InputStream body,
      @Context HttpHeaders headers,
      @Context SecurityContext security) {
    CasBackend backend = find(name, security);
    OptionalLong expected = Revisions.expected(ifMatch, backend);
    Provider provider = providers.find(backend.provider()).orElseThrow();
    var change = BackendChangeForm.read(Body.form(body, headers), backend, provider);
    String actor = Identity.of(security).getName();
    UpdateResult result = change(backend, expected, change, actor);
    if (result instanceof UpdateResult.Answered answered) {
      return answer(changed(answered.result()));
    }
    if (result instanceof UpdateResult.Unreachable unreachable) {
      throw BackendProblems.unreachable(unreachable.failure());
    }
    throw new ProblemException(
        Problem.of(Reason.BACKEND_BUSY, "The backend is being validated. Try again soon.")
            .withHeader(HttpHeaders.RETRY_AFTER, "10"));
  }

  /** New credentials are probed. */
  private UpdateResult change(
      CasBackend backend, OptionalLong expected, BackendChange change, String actor) {
    Supplier<UpdateResult> update = () -> registration.change(backend, expected, change, actor);
    return change.credentials().isPresent()
        ? turnstile.validating(backend.organizationId(), update)
        : update.get();
  }

  @DELETE
  @Secured(Role.OWNER)
  public Response delete(@PathParam("name") String name, @Context SecurityContext security) {
    CasBackend backend = find(name, security);
    return switch (registry.delete(backend.id(), Identity.of(security).getName())) {
      case DELETED -> Response.noContent().build();
      case MISSING -> throw ProblemException.notFound();
      case BUILT_IN_REFUSED ->
          throw BackendProblems.builtIn("The built-in backend stays as long as its organization.");
    };
  }

  private CasBackend find(String name, SecurityContext security) {
    return backends
        .find(Identity.of(security).organization().id(), name)
        .orElseThrow(ProblemException::notFound);
  }

  private static CasBackend changed(ChangeResult result) {
    if (result instanceof ChangeResult.Changed changed) {
      return changed.backend();
    }
    if (result instanceof ChangeResult.RevisionMismatch) {
      throw Revisions.mismatch();
    }
    if (result instanceof ChangeResult.Refused refused) {
      throw BackendProblems.refused(refused.violations());
    }
    throw ProblemException.notFound();
  }

  private static Response answer(CasBackend backend) {
    return Answers.of(Response.Status.OK, Views.backend(backend))
        .tag(Revisions.tag(backend))
        .build();
  }
}

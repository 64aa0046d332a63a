package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import java.util.Optional;
import org.castellan.access.Role;
import org.castellan.schedule.CheckerStatus;
import org.castellan.schedule.Checkers;
import org.castellan.web.json.Answers;
import org.castellan.web.json.Body;
import org.castellan.web.json.Form;
import org.castellan.web.json.JsonFields;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;

/** The checkers of the installation. */
@Path("v1/checkers")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class CheckersResource {
  @Inject private Checkers checkers;
  @Inject private CheckerCommands commands;

  @GET
  @Secured(Role.READER)
  public Response list(@Context SecurityContext security) {
    var views = new CheckerViews(Identity.of(security).isAdmin());
    var items = checkers.all().stream().map(views::checker).toList();
    return Answers.ok(new JsonFields().add("items", JsonFields.array(items)).json());
  }

  @GET
  @Path("{scope}")
  @Secured(Role.READER)
  public Response get(@PathParam("scope") String scope, @Context SecurityContext security) {
    return Answers.ok(new CheckerViews(Identity.of(security).isAdmin()).checker(find(scope)));
  }

  @PATCH
  @Path("{scope}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Secured(Role.ADMIN)
  public Response pause(
      @PathParam("scope") String scope,
      InputStream body,
      @Context HttpHeaders headers,
      @Context SecurityContext security) {
    CheckerStatus before = find(scope);
    Form form = Body.form(body, headers).require("paused");
    Optional<Boolean> paused = form.flag("paused");
    form.finish();
    commands.pause(Identity.of(security).getName(), before, paused.orElseThrow());
    return Answers.ok(new CheckerViews(true).checker(find(scope)));
  }

  private CheckerStatus find(String scope) {
    return checkers.find(scope).orElseThrow(ProblemException::notFound);
  }
}

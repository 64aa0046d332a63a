package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.castellan.access.Role;
import org.castellan.lock.LockHolder;
import org.castellan.lock.LockHolders;
import org.castellan.schedule.CheckerLoop;
import org.castellan.schedule.Checkers;
import org.castellan.web.json.Answers;
import org.castellan.web.json.JsonFields;
import org.castellan.web.security.Secured;

/** Who holds the checkers' locks, as PostgreSQL itself says. */
@Path("v1/locks")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class LocksResource {
  @Inject private Checkers checkers;
  @Inject private LockHolders holders;

  @GET
  @Secured(Role.ADMIN)
  public Response list() {
    var keys =
        checkers.all().stream()
            .flatMap(checker -> checker.names().stream())
            .map(CheckerLoop::lockKey)
            .toList();
    var items = holders.of(keys).stream().map(LocksResource::view).toList();
    return Answers.ok(new JsonFields().add("items", JsonFields.array(items)).json());
  }

  private static JsonObject view(LockHolder holder) {
    return new JsonFields()
        .add("name", holder.key().name())
        .add("sessionPid", holder.sessionPid())
        .addText("address", holder.address())
        .add("sessionAge", holder.sessionAge())
        .add("silence", holder.silence())
        .json();
  }
}

package org.castellan.runtime.start;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.Reason;
import org.castellan.web.security.Open;

/** What load balancers and orchestrators ask. Beside the versioned API, without a token. */
@Dependent
@Path("health")
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {

  private static final String UP = "{\"status\":\"UP\"}";
  @Inject private Lifecycle lifecycle;
  @Inject private Database database;

  /** The process answers. */
  @Open
  @GET
  @Path("live")
  public Response live() {
    return Response.ok(UP).build();
  }

  /** It has found and migrated the database and scheduled the checkers. */
  @Open
  @GET
  @Path("started")
  public Response started() {
    return lifecycle.isStarted()
        ? Response.ok(UP).build()
        : Problem.of(Reason.STARTING, lifecycle.waitingFor()).toResponse();
  }

  /** Requests can be served: it has started, and the database answers now. */
  @Open
  @GET
  @Path("ready")
  public Response ready() {
    if (lifecycle.isStarted() && !database.isReachable()) {
      return Problem.of(Reason.DATABASE_UNAVAILABLE, "The database does not answer.").toResponse();
    }
    return started();
  }
}

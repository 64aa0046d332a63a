package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.castellan.access.Role;
import org.castellan.audit.Page;
import org.castellan.audit.PageKey;
import org.castellan.schedule.Checkers;
import org.castellan.schedule.Tick;
import org.castellan.schedule.TickRecord;
import org.castellan.web.json.Answers;
import org.castellan.web.json.JsonFields;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;

/** The ledger of one checker. */
@Path("v1/checkers/{scope}/ticks")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class TicksResource {
  /** Ticks of one scope are told apart by their instants alone. */
  private static final UUID NO_ID = new UUID(0, 0);

  @Inject private Checkers checkers;
  @Inject private CheckerCommands commands;

  @GET
  @Secured(Role.READER)
  public Response list(
      @PathParam("scope") String scope,
      @BeanParam PageQuery page,
      @Context SecurityContext security) {
    var views = new CheckerViews(Identity.of(security).isAdmin());
    return page.answer((after, limit) -> ticks(scope, after, limit), views::tick);
  }

  private Page<TickRecord> ticks(String scope, Optional<PageKey> after, int limit) {
    requireScope(scope);
    List<TickRecord> rows = checkers.ticks(scope, after.map(PageKey::at), limit + 1);
    return Page.of(rows, limit, row -> new PageKey(row.tick().instant(), NO_ID));
  }

  @POST
  @Secured(Role.ADMIN)
  public Response runNow(@PathParam("scope") String scope, @Context SecurityContext security) {
    requireScope(scope);
    Tick tick =
        commands
            .runNow(Identity.of(security).getName(), scope)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Reason.TICK_RUNNING, "Wait until the checker's tick is finished."));
    return Answers.of(
            Status.ACCEPTED,
            new JsonFields().add("scope", tick.scope()).add("tick", tick.instant()).json())
        .build();
  }

  private void requireScope(String scope) {
    if (checkers.find(scope).isEmpty()) {
      throw ProblemException.notFound();
    }
  }
}

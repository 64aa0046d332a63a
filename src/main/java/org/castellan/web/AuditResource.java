package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.castellan.access.Role;
import org.castellan.audit.AuditChain;
import org.castellan.audit.AuditFilter;
import org.castellan.audit.AuditLog;
import org.castellan.audit.Verdict.Checkpoint;
import org.castellan.web.json.Answers;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Violation;
import org.castellan.web.security.Secured;
import org.jspecify.annotations.Nullable;

/** Everything that changed, on the installation and in every organization. */
@Path("v1/audit-events")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class AuditResource {
  @Inject private AuditLog audit;
  @Inject private AuditChain chain;

  @GET
  @Secured(Role.ADMIN)
  public Response list(@BeanParam AuditQuery query, @BeanParam PageQuery page) {
    AuditFilter filter = query.filter(Optional.empty());
    return page.answer((after, limit) -> audit.list(filter, after, limit), AuditViews::entry);
  }

  /** Reads all events that there are: takes as long as that takes. */
  @GET
  @Path("verify")
  @Secured(Role.ADMIN)
  public Response verify(@QueryParam("checkpoint") @Nullable String checkpoint) {
    Optional<Checkpoint> kept = Optional.ofNullable(checkpoint).map(AuditResource::checkpoint);
    return Answers.ok(AuditViews.verdict(chain.verify(kept)));
  }

  private static Checkpoint checkpoint(String text) {
    return Checkpoint.parse(text)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        List.of(
                            new Violation(
                                "checkpoint", "must be as an answer of this call had it")))));
  }
}

package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.castellan.access.Role;
import org.castellan.audit.AuditLog;
import org.castellan.web.json.Answers;
import org.castellan.web.security.Secured;
import org.jspecify.annotations.Nullable;

/** Everything that changed, on the installation and in every organization. */
@Path("v1/audit-events")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class AuditResource {
  private final AuditLog audit;

  @Inject
  public AuditResource(AuditLog audit) {
    this.audit = audit;
  }

  @GET
  @Secured(Role.ADMIN)
  public Response list(
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken) {
    PageRequest page = PageRequest.of(pageSize, pageToken);
    return Answers.ok(
        PageRequest.json(
            audit.list(Optional.empty(), page.after(), page.limit()), Views::auditEntry));
  }
}

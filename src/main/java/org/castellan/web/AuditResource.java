package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.castellan.access.Role;
import org.castellan.audit.AuditLog;
import org.castellan.web.security.Secured;

/** Everything that changed, on the installation and in every organization. */
@Path("v1/audit-events")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class AuditResource {
  @Inject private AuditLog audit;

  @GET
  @Secured(Role.ADMIN)
  public Response list(@BeanParam PageQuery page) {
    return page.answer(
        (after, limit) -> audit.list(Optional.empty(), after, limit), Views::auditEntry);
  }
}

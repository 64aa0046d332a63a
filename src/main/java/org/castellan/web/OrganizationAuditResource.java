package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import java.util.UUID;
import org.castellan.access.Role;
import org.castellan.audit.AuditLog;
import org.castellan.web.json.Answers;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;
import org.jspecify.annotations.Nullable;

/** What changed in one organization. */
@Path("v1/organizations/{org}/audit-events")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class OrganizationAuditResource {
  private final AuditLog audit;

  @Inject
  public OrganizationAuditResource(AuditLog audit) {
    this.audit = audit;
  }

  @GET
  @Secured(Role.OWNER)
  public Response list(
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context SecurityContext security) {
    PageRequest page = PageRequest.of(pageSize, pageToken);
    UUID organization = Identity.of(security).organization().id();
    return Answers.ok(
        PageRequest.json(
            audit.list(Optional.of(organization), page.after(), page.limit()), Views::auditEntry));
  }
}

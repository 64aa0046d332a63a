package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import java.util.UUID;
import org.castellan.access.Role;
import org.castellan.audit.AuditFilter;
import org.castellan.audit.AuditLog;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;

/** What changed in one organization. */
@Path("v1/organizations/{org}/audit-events")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class OrganizationAuditResource {
  @Inject private AuditLog audit;

  @GET
  @Secured(Role.OWNER)
  public Response list(
      @BeanParam AuditQuery query, @BeanParam PageQuery page, @Context SecurityContext security) {
    UUID organization = Identity.of(security).organization().id();
    AuditFilter filter = query.filter(Optional.of(organization));
    return page.answer((after, limit) -> audit.list(filter, after, limit), AuditViews::entry);
  }
}

package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Locale;
import org.castellan.access.Caller;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.web.json.Answers;
import org.castellan.web.json.JsonFields;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;

/** Who the caller is, so that a user interface shows what the token allows. */
@Path("v1/identity")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class IdentityResource {
  @GET
  @Secured(Role.READER)
  public Response get(@Context SecurityContext security) {
    Caller caller = Identity.of(security).caller();
    return Answers.ok(
        new JsonFields()
            .add("name", caller.name())
            .add("role", caller.role().name().toLowerCase(Locale.ROOT))
            .addText("organization", caller.organization().map(Organization::name))
            .json());
  }
}

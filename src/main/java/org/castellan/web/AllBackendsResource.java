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
import org.castellan.backend.BackendFilter;
import org.castellan.backend.BackendList;
import org.castellan.web.security.Secured;

/** The CAS backends of every organization. */
@Path("v1/cas-backends")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class AllBackendsResource {
  @Inject private BackendList backends;

  @GET
  @Secured(Role.ADMIN)
  public Response list(@BeanParam BackendQuery query, @BeanParam PageQuery page) {
    BackendFilter filter = query.filter(Optional.empty());
    return page.answer((after, limit) -> backends.list(filter, after, limit), Views::backend);
  }
}

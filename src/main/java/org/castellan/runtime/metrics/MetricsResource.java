package org.castellan.runtime.metrics;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import org.castellan.access.Role;
import org.castellan.web.security.Secured;

/** What Prometheus scrapes. Beside the versioned API, because servers own {@code /metrics}. */
@Path("metrics")
@Dependent
public class MetricsResource {

  private static final String TEXT_FORMAT = "text/plain;version=0.0.4;charset=utf-8";

  @Inject private Scrape scrape;

  @GET
  @Secured(Role.ADMIN)
  public Response get() {
    return Response.ok(scrape.text().getBytes(StandardCharsets.UTF_8)).type(TEXT_FORMAT).build();
  }
}

package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.castellan.web.security.Open;

/** The API's own description. */
@Path("v1/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class OpenApiResource {

  @GET
  @Open
  public Response get() {
    try (InputStream document = OpenApiResource.class.getResourceAsStream("openapi.json")) {
      return Response.ok(Objects.requireNonNull(document).readAllBytes())
          .header(HttpHeaders.CACHE_CONTROL, "no-cache")
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("The OpenAPI document cannot be read", e);
    }
  }
}

package org.castellan.web.lfs;

import jakarta.enterprise.context.Dependent;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.castellan.web.json.JsonFields;

/**
 * Gives problems below an organization's {@code lfs} the form that Git LFS reads. The request has
 * an id only when the server's log has more under it.
 */
@Provider
@Dependent
public class LfsErrorFilter implements ContainerResponseFilter {
  private static final Pattern LFS = Pattern.compile("/?v1/organizations/[^/]+/lfs(/.*)?");
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final int FIRST_ERROR = 400;
  private static final String CHALLENGE = "LFS-Authenticate";

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    boolean isProblem =
        response.getStatus() >= FIRST_ERROR
            && response.getEntity() instanceof byte[]
            && LFS.matcher(request.getUriInfo().getPath()).matches();
    if (!isProblem) {
      return;
    }
    JsonObject error = error(problem((byte[]) response.getEntity()), request.getUriInfo());
    response.setEntity(
        LfsJson.bytes(error),
        response.getEntityAnnotations(),
        MediaType.valueOf(LfsJson.MEDIA_TYPE));
    Optional.ofNullable(response.getHeaderString(HttpHeaders.WWW_AUTHENTICATE))
        .ifPresent(challenge -> response.getHeaders().putSingle(CHALLENGE, challenge));
  }

  private static JsonObject problem(byte[] json) {
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(json))) {
      return reader.readObject();
    }
  }

  private static JsonObject error(JsonObject problem, UriInfo uri) {
    return new JsonFields()
        .add("message", problem.getString("detail"))
        .add("reason", problem.getString("reason"))
        .add(
            "documentation_url", uri.getBaseUriBuilder().path("v1/openapi.json").build().toString())
        .addText("request_id", Optional.ofNullable(problem.getString("incident", null)))
        .json();
  }
}

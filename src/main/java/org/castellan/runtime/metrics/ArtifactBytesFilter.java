package org.castellan.runtime.metrics;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;

/** Lets what is up- and downloaded flow through {@link ArtifactBytes}. */
@Provider
@Dependent
public class ArtifactBytesFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final Pattern TRANSFER =
      Pattern.compile("/?v1/organizations/[^/]+/(artifacts(/|$)|cas/|lfs/objects/[0-9a-f]{64})");

  private static final int SUCCESS = 200;
  private static final int PARTIAL = 206;

  @Inject private ArtifactBytes bytes;

  @Override
  public void filter(ContainerRequestContext request) {
    if (isAboutArtifacts(request) && request.hasEntity()) {
      request.setEntityStream(bytes.received(request.getEntityStream()));
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    boolean content = response.getStatus() == SUCCESS || response.getStatus() == PARTIAL;
    if (content && request.getMethod().equals(HttpMethod.GET) && isAboutArtifacts(request)) {
      response.setEntityStream(bytes.sent(response.getEntityStream()));
    }
  }

  private static boolean isAboutArtifacts(ContainerRequestContext request) {
    return TRANSFER.matcher(request.getUriInfo().getPath()).lookingAt();
  }
}

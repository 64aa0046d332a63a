package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.castellan.access.Role;
import org.castellan.artifact.Upload;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;
import org.castellan.web.security.TokenAsPassword;
import org.jspecify.annotations.Nullable;

/** The artifacts under the path of Bazel's HTTP cache. */
@Path("v1/organizations/{org}/cas/{sha256}")
@TokenAsPassword
@Dependent
public class CasResource {
  @Inject private ArtifactTransfers transfers;

  @PUT
  @Gated
  @Secured(Role.WRITER)
  public Response put(
      @PathParam("sha256") String sha256,
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
      @Context UriInfo uri,
      @Context SecurityContext security) {
    Upload upload = UploadAnswers.upload(Identity.of(security), null);
    return transfers.put(
        upload, UploadAnswers.sha256("sha256", sha256), length, body, uri.getAbsolutePath());
  }

  @GET
  @Secured(Role.READER)
  public Response get(
      @PathParam("sha256") String sha256,
      @HeaderParam("Range") @Nullable String range,
      @HeaderParam("If-Range") @Nullable String ifRange,
      @Context Request request,
      @Context SecurityContext security) {
    return transfers.get(
        Identity.of(security).organization().id(),
        UploadAnswers.sha256("sha256", sha256),
        range,
        ifRange,
        request);
  }

  @HEAD
  @Secured(Role.READER)
  public Response head(
      @PathParam("sha256") String sha256,
      @Context Request request,
      @Context SecurityContext security) {
    return transfers.head(
        Identity.of(security).organization().id(), UploadAnswers.sha256("sha256", sha256), request);
  }
}

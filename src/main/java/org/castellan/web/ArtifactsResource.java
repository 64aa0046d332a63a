package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.castellan.access.Role;
import org.castellan.artifact.Upload;
import org.castellan.artifact.Uploads;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;
import org.jspecify.annotations.Nullable;

/** Uploads whose digest Castellan finds out. */
@Path("v1/organizations/{org}/artifacts")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class ArtifactsResource {
  @Inject private Uploads uploads;

  @POST
  @Gated
  @Secured(Role.WRITER)
  public Response post(
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_DISPOSITION) @Nullable String disposition,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
      @Context UriInfo uri,
      @Context SecurityContext security) {
    Upload upload = UploadAnswers.upload(Identity.of(security), disposition);
    if (UploadAnswers.length(length).orElse(0) > upload.backend().maxBytes()) {
      throw UploadAnswers.tooLarge(upload.backend().maxBytes());
    }
    return UploadAnswers.of(
        uploads.post(upload, body),
        digest -> uri.getAbsolutePathBuilder().path(digest.toString()).build());
  }
}

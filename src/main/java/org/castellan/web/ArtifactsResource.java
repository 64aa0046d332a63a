package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
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
import java.util.UUID;
import org.castellan.access.Role;
import org.castellan.artifact.ArtifactFilter;
import org.castellan.artifact.ArtifactList;
import org.castellan.artifact.Upload;
import org.castellan.artifact.UploadResult;
import org.castellan.artifact.Uploads;
import org.castellan.web.limit.Turnstile;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;
import org.jspecify.annotations.Nullable;

/** An organization's artifacts; uploads whose digest Castellan finds out. */
@Path("v1/organizations/{org}/artifacts")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class ArtifactsResource {
  @Inject private Uploads uploads;
  @Inject private ArtifactList artifacts;
  @Inject private Turnstile turnstile;

  @GET
  @Secured(Role.READER)
  public Response list(
      @BeanParam ArtifactQuery query,
      @BeanParam PageQuery page,
      @Context SecurityContext security) {
    UUID organization = Identity.of(security).organization().id();
    ArtifactFilter filter = query.filter();
    return page.answer(
        (after, limit) -> artifacts.list(organization, filter, after, limit), Views::artifact);
  }

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
    UploadResult result =
        turnstile.uploading(upload.backend().organizationId(), () -> uploads.post(upload, body));
    return UploadAnswers.of(
        result, digest -> uri.getAbsolutePathBuilder().path(digest.inPath()).build());
  }
}

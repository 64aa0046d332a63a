package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
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
import java.util.UUID;
import org.castellan.access.Role;
import org.castellan.artifact.Deletions;
import org.castellan.artifact.Digest;
import org.castellan.artifact.Upload;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;
import org.jspecify.annotations.Nullable;

/** One artifact by its digest. Uploads pass the gate; downloads never do. */
@Path("v1/organizations/{org}/artifacts/{digest}")
@Dependent
public class ArtifactResource {
  @Inject private ArtifactTransfers transfers;
  @Inject private Deletions deletions;

  @PUT
  @Gated
  @Secured(Role.WRITER)
  public Response put(
      @PathParam("digest") String name,
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_DISPOSITION) @Nullable String disposition,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
      @Context UriInfo uri,
      @Context SecurityContext security) {
    Digest digest = UploadAnswers.digest(name);
    Upload upload = UploadAnswers.upload(Identity.of(security), disposition);
    return transfers.put(upload, digest, length, body, uri.getAbsolutePath());
  }

  @GET
  @Secured(Role.READER)
  public Response get(
      @PathParam("digest") String name,
      @HeaderParam("Range") @Nullable String range,
      @HeaderParam("If-Range") @Nullable String ifRange,
      @Context Request request,
      @Context SecurityContext security) {
    UUID organization = Identity.of(security).organization().id();
    return transfers.get(organization, UploadAnswers.digest(name), range, ifRange, request);
  }

  @HEAD
  @Secured(Role.READER)
  public Response head(
      @PathParam("digest") String name,
      @Context Request request,
      @Context SecurityContext security) {
    UUID organization = Identity.of(security).organization().id();
    return transfers.head(organization, UploadAnswers.digest(name), request);
  }

  /** The backends' objects go in the background. */
  @DELETE
  @Secured(Role.OWNER)
  public Response delete(@PathParam("digest") String name, @Context SecurityContext security) {
    Digest digest = UploadAnswers.digest(name);
    Identity identity = Identity.of(security);
    if (!deletions.delete(identity.organization().id(), digest, identity.getName())) {
      throw ArtifactTransfers.notFound();
    }
    return Response.noContent().build();
  }
}

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
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.UUID;
import org.castellan.access.Role;
import org.castellan.artifact.Artifact;
import org.castellan.artifact.Digest;
import org.castellan.artifact.Download;
import org.castellan.artifact.Downloads;
import org.castellan.artifact.Upload;
import org.castellan.artifact.UploadResult;
import org.castellan.artifact.Uploads;
import org.castellan.storage.StorageException;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;
import org.jspecify.annotations.Nullable;

/** One artifact by its digest. Uploads pass the gate; downloads never do. */
@Path("v1/organizations/{org}/artifacts/{digest}")
@Dependent
public class ArtifactResource {
  @Inject private Uploads uploads;
  @Inject private Downloads downloads;

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
    OptionalLong size = UploadAnswers.length(length);
    UploadResult result =
        size.isPresent()
            ? uploads.put(upload, digest, size.getAsLong(), body)
            : uploads.put(upload, digest, body);
    return UploadAnswers.of(result, stored -> uri.getAbsolutePath());
  }

  @GET
  @Secured(Role.READER)
  public Response get(
      @PathParam("digest") String name,
      @Context Request request,
      @Context SecurityContext security) {
    Digest digest = UploadAnswers.digest(name);
    UUID organization = Identity.of(security).organization().id();
    Artifact artifact = find(organization, digest);
    ResponseBuilder unchanged = request.evaluatePreconditions(tag(artifact));
    if (unchanged != null) {
      return unchanged.build();
    }
    Download download =
        downloads.open(organization, digest).orElseThrow(ArtifactResource::notFound);
    StreamingOutput bytes = out -> send(download, out);
    ResponseBuilder response = head(download.artifact()).entity(bytes);
    if (download.artifact().size() > Download.PIECE) {
      // Some servers would otherwise keep a transfer open that broke off half-way.
      response.header("Connection", "close");
    }
    return response.build();
  }

  @HEAD
  @Secured(Role.READER)
  public Response head(@PathParam("digest") String name, @Context SecurityContext security) {
    UUID organization = Identity.of(security).organization().id();
    return head(find(organization, UploadAnswers.digest(name))).build();
  }

  private static void send(Download download, OutputStream out) throws IOException {
    try (download) {
      download.writeTo(out);
    } catch (StorageException e) {
      // The server logs what breaks off a transfer; the provider's own words are not for logs.
      throw new StorageException(e.failure());
    }
  }

  private Artifact find(UUID organization, Digest digest) {
    return downloads.find(organization, digest).orElseThrow(ArtifactResource::notFound);
  }

  private static ResponseBuilder head(Artifact artifact) {
    Digest digest = artifact.digest();
    return Response.ok()
        .type(MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .tag(tag(artifact))
        .header(HttpHeaders.CONTENT_LENGTH, artifact.size())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            FileNames.attachment(artifact.fileName(), digest.hex()))
        .header("Repr-Digest", "sha-256=:" + base64(digest) + ":")
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
  }

  private static EntityTag tag(Artifact artifact) {
    return new EntityTag(artifact.digest().toString());
  }

  private static String base64(Digest digest) {
    return Base64.getEncoder().encodeToString(digest.bytes());
  }

  private static ProblemException notFound() {
    return new ProblemException(
        Reason.ARTIFACT_NOT_FOUND, "The organization's record has no artifact of this digest.");
  }
}

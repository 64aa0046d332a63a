package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.castellan.artifact.Artifact;
import org.castellan.artifact.Digest;
import org.castellan.artifact.Download;
import org.castellan.artifact.Downloads;
import org.castellan.artifact.LocatedCopy;
import org.castellan.artifact.Upload;
import org.castellan.artifact.UploadResult;
import org.castellan.artifact.Uploads;
import org.castellan.storage.StorageException;
import org.castellan.web.limit.Turnstile;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.jspecify.annotations.Nullable;

/** Artifacts' bytes in and out, under whatever path a client knows them. Thread-safe. */
@Dependent
public class ArtifactTransfers {
  private final Uploads uploads;
  private final Downloads downloads;
  private final Turnstile turnstile;

  @Inject
  public ArtifactTransfers(Uploads uploads, Downloads downloads, Turnstile turnstile) {
    this.uploads = uploads;
    this.downloads = downloads;
    this.turnstile = turnstile;
  }

  /**
   * Stores a body that has this digest.
   *
   * @param length the header's value
   * @param location where the artifact can be had
   */
  public Response put(
      Upload upload, Digest digest, @Nullable String length, InputStream body, URI location) {
    OptionalLong size = UploadAnswers.length(length);
    UploadResult result =
        turnstile.uploading(
            upload.backend().organizationId(),
            () ->
                size.isPresent()
                    ? uploads.put(upload, digest, size.getAsLong(), body)
                    : uploads.put(upload, digest, body));
    return UploadAnswers.of(result, stored -> location);
  }

  /**
   * The bytes, or those that are asked for, unless the client has them.
   *
   * @param range the header's value
   * @param ifRange the header's value
   */
  public Response get(
      UUID organization,
      Digest digest,
      @Nullable String range,
      @Nullable String ifRange,
      Request request) {
    List<LocatedCopy> copies = downloads.copies(organization, digest);
    Artifact artifact = best(copies);
    return Preconditions.answer(request, ArtifactHeaders.tag(artifact))
        .orElseGet(() -> content(copies, range, ifRange));
  }

  private Response content(
      List<LocatedCopy> copies, @Nullable String range, @Nullable String ifRange) {
    Artifact artifact = copies.get(0).artifact();
    boolean current = ifRange == null || ifRange.strip().equals(ArtifactHeaders.quoted(artifact));
    return current
        ? ByteRange.of(range, artifact.size())
            .map(part -> part(artifact, copies, part))
            .orElseGet(() -> whole(artifact, copies))
        : whole(artifact, copies);
  }

  /** What the record says of an artifact; of one without a sound copy, what getting it would. */
  public Response head(UUID organization, Digest digest, Request request) {
    Artifact artifact = best(downloads.copies(organization, digest));
    return Preconditions.answer(request, ArtifactHeaders.tag(artifact))
        .orElseGet(() -> headers(artifact));
  }

  private static Response headers(Artifact artifact) {
    if (artifact.damage().isPresent()) {
      throw artifact.damage().get().toException();
    }
    return ArtifactHeaders.of(artifact, artifact.size()).build();
  }

  /** What is answered for a digest that the organization's record does not have. */
  public static ProblemException notFound() {
    return new ProblemException(
        Reason.ARTIFACT_NOT_FOUND, "The organization's record has no artifact of this digest.");
  }

  private Response whole(Artifact artifact, List<LocatedCopy> copies) {
    Download download = downloads.open(copies).orElseThrow(ArtifactTransfers::notFound);
    return sent(download, ArtifactHeaders.of(artifact, artifact.size()), artifact.size());
  }

  private Response part(Artifact artifact, List<LocatedCopy> copies, ByteRange part) {
    Download download =
        downloads
            .open(copies, part.first(), part.length())
            .orElseThrow(ArtifactTransfers::notFound);
    ResponseBuilder response =
        ArtifactHeaders.of(artifact, part.length())
            .status(Response.Status.PARTIAL_CONTENT)
            .header("Content-Range", part.contentRange(artifact.size()));
    return sent(download, response, part.length());
  }

  private static Response sent(Download download, ResponseBuilder response, long length) {
    StreamingOutput bytes = out -> send(download, out);
    response.entity(bytes);
    if (length > Download.PIECE) {
      // Some servers would otherwise keep a transfer open that broke off half-way.
      response.header("Connection", "close");
    }
    return response.build();
  }

  private static void send(Download download, OutputStream out) throws IOException {
    try (download) {
      download.writeTo(out);
    } catch (StorageException e) {
      // The server logs what breaks off a transfer; the provider's own words are not for logs.
      throw new StorageException(e.failure());
    }
  }

  private static Artifact best(List<LocatedCopy> copies) {
    return copies.stream()
        .map(LocatedCopy::artifact)
        .findFirst()
        .orElseThrow(ArtifactTransfers::notFound);
  }
}

package org.castellan.web;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Base64;
import org.castellan.artifact.Artifact;
import org.castellan.artifact.Digest;

/** What is said of an artifact beside its bytes. */
final class ArtifactHeaders {

  private ArtifactHeaders() {}

  /**
   * The beginning of an answer.
   *
   * @param length how many bytes are answered
   */
  static ResponseBuilder of(Artifact artifact, long length) {
    Digest digest = artifact.digest();
    return Response.ok()
        .type(MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .tag(tag(artifact))
        .header(HttpHeaders.CONTENT_LENGTH, length)
        .header("Accept-Ranges", "bytes")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            FileNames.attachment(artifact.fileName(), digest.hex()))
        .header("Repr-Digest", "sha-256=:" + base64(digest) + ":")
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
  }

  static EntityTag tag(Artifact artifact) {
    return new EntityTag(artifact.digest().toString());
  }

  /** The tag as headers have it. */
  static String quoted(Artifact artifact) {
    return '"' + artifact.digest().toString() + '"';
  }

  private static String base64(Digest digest) {
    return Base64.getEncoder().encodeToString(digest.bytes());
  }
}

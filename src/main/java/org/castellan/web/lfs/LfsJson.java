package org.castellan.web.lfs;

import jakarta.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.castellan.web.json.Body;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;

/** Bodies in Git LFS's media type. */
final class LfsJson {
  static final String MEDIA_TYPE = "application/vnd.git-lfs+json";
  private static final MediaType TYPE = MediaType.valueOf(MEDIA_TYPE);

  /** Some times what git-lfs sends for the hundred objects of a batch. */
  private static final int MAX_BYTES = 256 * 1024;

  private LfsJson() {}

  /** A request's body; plain JSON is taken too. What others may add to it is not looked at. */
  static JsonObject read(InputStream body, HttpHeaders headers) {
    MediaType type = headers.getMediaType();
    if (type == null
        || Stream.of(TYPE, MediaType.APPLICATION_JSON_TYPE).noneMatch(type::isCompatible)) {
      throw new ProblemException(
          Reason.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type " + MEDIA_TYPE + ".");
    }
    return Body.object(body, MAX_BYTES);
  }

  static Response ok(JsonObject body) {
    return Response.ok(bytes(body), TYPE).build();
  }

  static byte[] bytes(JsonObject body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  static ProblemException invalid(String why) {
    return new ProblemException(Reason.LFS_REQUEST_INVALID, why);
  }
}

package org.castellan.web.json;

import jakarta.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;

/**
 * Reads a request's JSON body, at most {@value #MAX_BYTES} bytes of UTF-8. Resources take their
 * body as a stream and call this, because exceptions of a message body reader reach the mappers on
 * some servers only.
 */
public final class Body {
  static final int MAX_BYTES = 64 * 1024;

  private Body() {}

  /**
   * The body's fields.
   *
   * @throws ProblemException when it is too large, not JSON by its media type or its syntax, or not
   *     an object
   */
  public static Form form(InputStream body, HttpHeaders headers) {
    MediaType type = headers.getMediaType();
    if (type == null || !type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
      throw new ProblemException(
          Reason.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type application/json.");
    }
    var parsed = new BodyParser().parse(text(bytes(body, MAX_BYTES)));
    return new Form(parsed.fields(), parsed.violations());
  }

  /**
   * The body as it is, for those whose fields others define. Who calls has looked at its type.
   *
   * @throws ProblemException when it is too large, not JSON, not an object or nested deeply
   */
  public static JsonObject object(InputStream body, int maxBytes) {
    return TreeParser.parse(text(bytes(body, maxBytes)));
  }

  private static byte[] bytes(InputStream body, int maxBytes) {
    try {
      byte[] bytes = body.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new ProblemException(
            Reason.BODY_TOO_LARGE, "A JSON body may have " + maxBytes + " bytes here.");
      }
      return bytes;
    } catch (IOException e) {
      throw new ProblemException(Reason.BAD_REQUEST, "The body could not be read to its end.");
    }
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(Reason.MALFORMED_JSON, "The body is not UTF-8.");
    }
  }
}

package org.castellan.web.json;

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
    var parsed = new BodyParser().parse(text(bytes(body)));
    return new Form(parsed.fields(), parsed.violations());
  }

  private static byte[] bytes(InputStream body) {
    try {
      byte[] bytes = body.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ProblemException(
            Reason.BODY_TOO_LARGE, "A JSON body may have " + MAX_BYTES + " bytes.");
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

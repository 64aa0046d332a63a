package org.castellan.web;

import jakarta.json.JsonObject;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.castellan.artifact.Digest;
import org.castellan.artifact.Upload;
import org.castellan.artifact.UploadResult;
import org.castellan.web.json.Answers;
import org.castellan.web.json.JsonFields;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.castellan.web.problem.Violation;
import org.castellan.web.security.Identity;
import org.jspecify.annotations.Nullable;

/** From requests to uploads, and from their outcomes to answers. */
public final class UploadAnswers {
  static final String BACKEND = "Castellan-Backend";

  private UploadAnswers() {}

  /**
   * An upload of the caller's to the backend that the gate chose.
   *
   * @param disposition the header's value
   */
  public static Upload upload(Identity identity, @Nullable String disposition) {
    return new Upload(identity.backend(), FileNames.of(disposition), identity.getName());
  }

  /** The announced length in bytes; empty for a body in chunks. */
  static OptionalLong length(@Nullable String contentLength) {
    try {
      return contentLength == null
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseUnsignedLong(contentLength.strip()));
    } catch (NumberFormatException e) {
      throw new ProblemException(
          Problem.of(List.of(new Violation("Content-Length", "must be a number of bytes"))));
    }
  }

  static Digest digest(String text) {
    return Digest.parse(text)
        .orElseThrow(() -> notOne("digest", "must be sha256: and 64 lowercase hexadecimal digits"));
  }

  /**
   * The digest that a path names by its digits alone.
   *
   * @param parameter what the path calls it
   */
  public static Digest sha256(String parameter, String hex) {
    return Digest.ofHex(hex)
        .orElseThrow(() -> notOne(parameter, "must be 64 lowercase hexadecimal digits"));
  }

  private static ProblemException notOne(String field, String complaint) {
    return new ProblemException(Problem.of(List.of(new Violation(field, complaint))));
  }

  static Response of(UploadResult result, Function<Digest, URI> location) {
    if (result instanceof UploadResult.Stored stored) {
      return stored(stored, location);
    }
    if (result instanceof UploadResult.DigestMismatch) {
      throw new ProblemException(
          Reason.DIGEST_MISMATCH, "The body has another SHA-256 than the path; nothing was kept.");
    }
    if (result instanceof UploadResult.TooLarge large) {
      throw tooLarge(large.maxBytes());
    }
    if (result instanceof UploadResult.QuotaExceeded exceeded) {
      throw new ProblemException(
          Reason.QUOTA_EXCEEDED,
          "With it the organization would hold more than its " + exceeded.quotaBytes() + " bytes.");
    }
    if (result instanceof UploadResult.NoRoom) {
      throw new ProblemException(
          Problem.of(
                  Reason.SPOOL_FULL,
                  "Try again later, or send the digest and the length with the upload.")
              .withHeader(HttpHeaders.RETRY_AFTER, "30"));
    }
    if (result instanceof UploadResult.Incomplete) {
      throw new ProblemException(Reason.BAD_REQUEST, "The body ended early; nothing was kept.");
    }
    throw ProblemException.notFound();
  }

  static ProblemException tooLarge(long maxBytes) {
    return new ProblemException(
        Reason.TOO_LARGE, "The backend takes artifacts of at most " + maxBytes + " bytes.");
  }

  private static Response stored(UploadResult.Stored stored, Function<Digest, URI> location) {
    Digest digest = stored.artifact().digest();
    JsonObject view =
        new JsonFields()
            .add("digest", digest.toString())
            .add("size", stored.artifact().size())
            .addText("fileName", stored.artifact().fileName())
            .add("backend", stored.backend())
            .json();
    return Answers.of(stored.isNew() ? Status.CREATED : Status.OK, view)
        .location(location.apply(digest))
        .tag(new EntityTag(digest.toString()))
        .header(BACKEND, stored.backend())
        .build();
  }
}

package org.castellan.web.problem;

import java.util.Locale;

/** The stable machine words of the API's problems, each with its status and title. */
public enum Reason {
  BAD_REQUEST(400, "The request cannot be understood"),
  MALFORMED_JSON(400, "The body is not well-formed JSON"),
  VALIDATION_FAILED(400, "The request breaks a rule"),
  DIGEST_MISMATCH(400, "The bytes do not have the digest that was named"),
  UNAUTHENTICATED(401, "A valid token is needed"),
  FORBIDDEN(403, "The token's role does not allow this"),
  CAS_BACKEND_REQUIRED(403, "The organization has no default backend"),
  CAS_BACKEND_INVALID(403, "No backend of the organization can take uploads"),
  NOT_FOUND(404, "There is no such thing"),
  ARTIFACT_NOT_FOUND(404, "There is no such artifact"),
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  NOT_ACCEPTABLE(406, "None of the accepted media types can be answered"),
  NAME_TAKEN(409, "The name is taken"),
  NOT_EMPTY(409, "The organization still holds artifacts"),
  INLINE_BACKEND(409, "The built-in backend does not allow this"),
  BACKEND_BUSY(409, "The backend is being validated"),
  TICK_RUNNING(409, "A tick is running or asked for already"),
  HASH_ALGORITHM_UNSUPPORTED(409, "Objects are named by another hash algorithm here"),
  KEY_MISSING(409, "A replica does not have the key"),
  REVISION_MISMATCH(412, "It has been changed since it was read"),
  BODY_TOO_LARGE(413, "The body is too large"),
  TOO_LARGE(413, "The artifact is larger than the backend takes"),
  QUOTA_EXCEEDED(413, "The organization's quota is used up"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not supported"),
  RANGE_NOT_SATISFIABLE(416, "The artifact ends before the range begins"),
  CAS_BACKEND_UNREACHABLE(422, "The backend did not pass its probe"),
  LFS_REQUEST_INVALID(422, "The Git LFS request breaks a rule"),
  TOO_MANY_STREAMS(429, "Too many event streams are open"),
  TOO_MANY_UPLOADS(429, "The organization has too many uploads under way"),
  TOO_MANY_VALIDATIONS(429, "The organization asks for too many validations"),
  INTERNAL(500, "Castellan failed"),
  STREAMS_BUSY(503, "This replica cannot open another event stream"),
  STARTING(503, "This replica is still starting"),
  DATABASE_UNAVAILABLE(503, "The database cannot be reached"),
  ISSUER_UNAVAILABLE(503, "The issuer of the token cannot be reached"),
  SPOOL_FULL(503, "This replica has no room for an upload of unknown digest or length"),
  STORAGE_UNAVAILABLE(503, "The storage behind a backend cannot be used");

  private final int status;
  private final String title;

  Reason(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** The problem type: a name, not an address. */
  public String type() {
    return "urn:castellan:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

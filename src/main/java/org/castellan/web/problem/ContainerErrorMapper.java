package org.castellan.web.problem;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers what the server itself refuses: an unknown path, a wrong method, a wrong media type. */
@Provider
@Dependent
public class ContainerErrorMapper implements ExceptionMapper<WebApplicationException> {

  @Override
  public Response toResponse(WebApplicationException exception) {
    Response refused = exception.getResponse();
    int status = refused.getStatus();
    if (status < 400) {
      return refused;
    }
    if (status >= 500) {
      return UnexpectedErrorMapper.incident(exception).toResponse();
    }
    Problem problem = problem(status);
    String allow = refused.getHeaderString(HttpHeaders.ALLOW);
    return (allow == null ? problem : problem.withHeader(HttpHeaders.ALLOW, allow)).toResponse();
  }

  /** For a status that a server answers without saying why. */
  static Problem problem(int status) {
    if (status >= 500) {
      return Problem.of(Reason.INTERNAL, "Castellan failed. The server's log has more.");
    }
    return switch (status) {
      case 404 -> ProblemException.notFound().problem();
      case 405 -> Problem.of(Reason.METHOD_NOT_ALLOWED, "This resource does not know that method.");
      case 406 -> Problem.of(Reason.NOT_ACCEPTABLE, "Accept application/json.");
      case 413 -> Problem.of(Reason.BODY_TOO_LARGE, "The server takes no body that large.");
      case 415 -> Problem.of(Reason.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type application/json.");
      default -> Problem.of(Reason.BAD_REQUEST, "The server refused the request as malformed.");
    };
  }
}

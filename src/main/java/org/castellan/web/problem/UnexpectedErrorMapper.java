package org.castellan.web.problem;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import org.castellan.storage.StorageException;

/**
 * Answers what nobody foresaw. The user gets an incident's number, the log its stack; an
 * unreachable database is told apart, because it passes by itself.
 */
@Provider
@Dependent
public class UnexpectedErrorMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = System.getLogger(UnexpectedErrorMapper.class.getName());

  @Override
  public Response toResponse(Throwable exception) {
    // A server may wrap what a resource threw.
    return Causes.find(exception, ProblemException.class)
        .map(ProblemException::problem)
        .or(() -> Causes.find(exception, StorageException.class).map(StorageErrorMapper::problem))
        .orElseGet(() -> unforeseen(exception))
        .toResponse();
  }

  private static Problem unforeseen(Throwable exception) {
    if (!DatabaseFailure.explains(exception)) {
      return incident(exception);
    }
    LOG.log(Level.WARNING, "The database cannot be reached: {0}", exception.getMessage());
    return Problem.of(
            Reason.DATABASE_UNAVAILABLE, "Castellan's database cannot be reached. Try again soon.")
        .withHeader(HttpHeaders.RETRY_AFTER, "5");
  }

  static Problem incident(Throwable exception) {
    String incident = UUID.randomUUID().toString();
    LOG.log(Level.ERROR, "Incident " + incident, exception);
    return Problem.of(
            Reason.INTERNAL, "Castellan failed. Its log has more under incident " + incident + ".")
        .with("incident", incident);
  }
}

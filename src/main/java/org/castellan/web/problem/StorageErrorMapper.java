package org.castellan.web.problem;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;

/** Answers a provider's failure in the clean words of its failure, never in the provider's. */
@Provider
@Dependent
public class StorageErrorMapper implements ExceptionMapper<StorageException> {

  @Override
  public Response toResponse(StorageException exception) {
    return problem(exception).toResponse();
  }

  static Problem problem(StorageException exception) {
    return describe(Reason.STORAGE_UNAVAILABLE, exception.failure())
        .withHeader(HttpHeaders.RETRY_AFTER, "30");
  }

  /** A problem with {@code errorClass}, {@code error} and {@code remedy}. */
  public static Problem describe(Reason reason, StorageFailure failure) {
    return Problem.of(reason, failure.error())
        .with("errorClass", failure.errorClass().name())
        .with("error", failure.error())
        .with("remedy", failure.remedy());
  }
}

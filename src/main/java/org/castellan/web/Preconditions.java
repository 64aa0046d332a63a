package org.castellan.web;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Optional;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;

/** What a request says of the entity tag that it expects; {@link EntityTagFilter} has read it. */
final class Preconditions {

  private Preconditions() {}

  /**
   * The answer to who has it already; empty when it is to be sent.
   *
   * @throws ProblemException when the request wants another one
   */
  static Optional<Response> answer(Request request, EntityTag tag) {
    Optional<Response> answer =
        Optional.ofNullable(request.evaluatePreconditions(tag)).map(ResponseBuilder::build);
    if (answer.filter(it -> it.getStatus() >= 400).isPresent()) {
      throw new ProblemException(
          Reason.REVISION_MISMATCH, "Its ETag, which is its digest, is none of those in If-Match.");
    }
    return answer;
  }
}

package org.castellan.web;

import jakarta.ws.rs.core.EntityTag;
import java.util.Arrays;
import java.util.OptionalLong;
import org.castellan.backend.CasBackend;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.jspecify.annotations.Nullable;

/** A backend's revision as an entity tag, and back from {@code If-Match}. */
final class Revisions {

  private Revisions() {}

  static EntityTag tag(CasBackend backend) {
    return new EntityTag(Long.toString(backend.revision()));
  }

  /**
   * The revision that a change has to meet; empty when any will do.
   *
   * @throws ProblemException when the backend has another one already
   */
  static OptionalLong expected(@Nullable String ifMatch, CasBackend backend) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return OptionalLong.empty();
    }
    String current = "\"" + backend.revision() + "\"";
    if (Arrays.stream(ifMatch.split(",", -1)).map(String::strip).noneMatch(current::equals)) {
      throw mismatch();
    }
    return OptionalLong.of(backend.revision());
  }

  static ProblemException mismatch() {
    return new ProblemException(
        Reason.REVISION_MISMATCH, "Read the backend again; its ETag is another one by now.");
  }
}

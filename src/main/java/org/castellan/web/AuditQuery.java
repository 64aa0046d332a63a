package org.castellan.web;

import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.AuditFilter;
import org.jspecify.annotations.Nullable;

/** The query of the lists of audit events: which of them. */
public class AuditQuery {

  @QueryParam("actor")
  @Nullable String actor;

  @QueryParam("action")
  @Nullable String action;

  @QueryParam("text")
  @Nullable String text;

  /**
   * What is asked for.
   *
   * @param organization whose; empty for everybody's
   * @throws org.castellan.web.problem.ProblemException that names a parameter that cannot be used
   */
  AuditFilter filter(Optional<UUID> organization) {
    return new AuditFilter(
        organization,
        FilterText.of("actor", actor),
        FilterText.of("action", action),
        FilterText.of("text", text));
  }
}

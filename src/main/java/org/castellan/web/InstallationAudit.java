package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.castellan.web.security.Identity;
import org.jdbi.v3.core.Jdbi;

/** Records what administrators do to the installation itself, after they did it. */
@Dependent
public class InstallationAudit {
  private final Jdbi jdbi;
  private final AuditLog audit;

  @Inject
  public InstallationAudit(Jdbi jdbi, AuditLog audit) {
    this.jdbi = jdbi;
    this.audit = audit;
  }

  void record(Identity who, String action, String subject, String detail) {
    var event = new AuditEvent(Optional.empty(), who.getName(), action, subject, detail);
    jdbi.useHandle(handle -> audit.record(handle, event));
  }
}

package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.jdbi.v3.core.Jdbi;

/** Records what was asked for, where no change in the database comes with it at once. */
@Dependent
public class InstallationAudit {
  private final Jdbi jdbi;
  private final AuditLog audit;

  @Inject
  public InstallationAudit(Jdbi jdbi, AuditLog audit) {
    this.jdbi = jdbi;
    this.audit = audit;
  }

  /** Of the installation itself. */
  void record(String actor, String action, String subject, String detail) {
    record(new AuditEvent(Optional.empty(), actor, action, subject, detail));
  }

  void record(AuditEvent event) {
    jdbi.useHandle(handle -> audit.record(handle, event));
  }
}

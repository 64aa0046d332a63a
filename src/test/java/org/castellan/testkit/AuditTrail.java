package org.castellan.testkit;

import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.AuditFilter;

/** Which of the audit events a test reads. */
public final class AuditTrail {

  private AuditTrail() {}

  /** One organization's; everybody's and the installation's own when it is empty. */
  public static AuditFilter of(Optional<UUID> organization) {
    return new AuditFilter(organization, Optional.empty(), Optional.empty(), Optional.empty());
  }
}

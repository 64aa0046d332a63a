package org.castellan.validation;

import java.util.Locale;
import java.util.Optional;
import org.castellan.audit.AuditEvent;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.CasBackend;

/**
 * What a finding makes of a backend's status.
 *
 * @param before as the backend was
 * @param status what it is now
 */
record StatusChange(CasBackend before, Trigger trigger, Finding finding, BackendStatus status) {

  /** Whether the status is another one. */
  boolean isOne() {
    return status != before.status();
  }

  AuditEvent event() {
    String detail =
        finding
            .failure()
            .map(f -> "%s: %s".formatted(f.errorClass(), f.error()))
            .orElse("It answers again.");
    return new AuditEvent(
        Optional.of(before.organizationId()),
        "castellan:" + trigger.name().toLowerCase(Locale.ROOT),
        "BACKEND_STATUS_CHANGED",
        before.name(),
        "%s -> %s. %s".formatted(before.status(), status, detail));
  }

  /** For the log: without what the provider said, which is its tenants' to read. */
  String line(String node, Due due) {
    String cause =
        due instanceof Due.InTick tick ? tick.fence().toString() : "trigger " + trigger.name();
    return "node %s, %s: organization %s, backend %s: %s -> %s%s"
        .formatted(
            node,
            cause,
            before.organizationId(),
            before.name(),
            before.status(),
            status,
            finding.failure().map(f -> ", " + f.errorClass()).orElse(""));
  }
}

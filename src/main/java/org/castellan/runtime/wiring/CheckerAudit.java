package org.castellan.runtime.wiring;

import java.util.Optional;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.castellan.schedule.CheckerListener;
import org.castellan.schedule.CheckerSettings;
import org.jdbi.v3.core.Jdbi;

/**
 * A replica that starts with other times or shards changes the whole cluster's: that is on record.
 */
record CheckerAudit(Jdbi jdbi, AuditLog audit) implements CheckerListener {

  @Override
  public void reconfigured(CheckerSettings before, CheckerSettings after) {
    String detail =
        "Interval and cap were %s and %s, and are now %s and %s.%s"
            .formatted(
                before.interval(),
                before.cap(),
                after.interval(),
                after.cap(),
                shards(before, after));
    var event =
        new AuditEvent(
            Optional.empty(), "castellan", "CHECKER_RECONFIGURED", after.scope(), detail);
    jdbi.useTransaction(handle -> audit.record(handle, event));
  }

  private static String shards(CheckerSettings before, CheckerSettings after) {
    return before.shards() == after.shards()
        ? ""
        : " Its shards were %d, and are now %d.".formatted(before.shards(), after.shards());
  }
}

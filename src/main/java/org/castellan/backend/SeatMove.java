package org.castellan.backend;

import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.jdbi.v3.core.Handle;

/** Says in an audit event who had a seat and who has it now. */
record SeatMove(Handle handle, UUID organizationId, String actor) {

  /** Records nothing when the seat did not move. */
  void record(AuditLog audit, String action, String seat, Optional<UUID> from, Optional<UUID> to) {
    if (from.equals(to)) {
      return;
    }
    Optional<String> former = from.map(this::name);
    Optional<String> holder = to.map(this::name);
    String subject = holder.or(() -> former).orElseThrow();
    String detail =
        "The %s was %s and is %s.".formatted(seat, former.orElse("none"), holder.orElse("none"));
    audit.record(
        handle, new AuditEvent(Optional.of(organizationId), actor, action, subject, detail));
  }

  private String name(UUID id) {
    return handle
        .createQuery("select name from cas_backend where id = :id")
        .bind("id", id)
        .mapTo(String.class)
        .one();
  }
}

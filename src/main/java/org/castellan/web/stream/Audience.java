package org.castellan.web.stream;

import java.util.Optional;
import java.util.UUID;
import org.castellan.access.Caller;
import org.castellan.access.Role;
import org.castellan.audit.Event;

/**
 * Whose eyes a stream is for.
 *
 * @param organizationId empty for the administrator, who sees everything
 */
record Audience(Optional<UUID> organizationId) {

  static Audience of(Caller caller) {
    return caller.role() == Role.ADMIN
        ? new Audience(Optional.empty())
        : new Audience(Optional.of(caller.organizationId().orElseThrow()));
  }

  boolean isAdmin() {
    return organizationId.isEmpty();
  }

  boolean sees(Event event) {
    return isAdmin()
        || switch (event.kind()) {
          case TICK -> true;
          case NODE -> false;
          case BACKEND_STATUS, ARTIFACT_STATUS -> event.organizationId().equals(organizationId);
        };
  }
}

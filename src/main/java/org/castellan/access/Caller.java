package org.castellan.access;

import java.util.Optional;
import java.util.UUID;

/**
 * Who is calling, as its token says.
 *
 * @param organizationId empty for the administrator
 * @param name how audit events name the caller: {@code admin} or {@code token:<id>}
 */
public record Caller(Role role, Optional<UUID> organizationId, String name) {

  /** Whether things of this organization exist for the caller. */
  public boolean sees(UUID organization) {
    return role == Role.ADMIN || organizationId.filter(organization::equals).isPresent();
  }
}

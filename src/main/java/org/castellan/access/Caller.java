package org.castellan.access;

import java.util.Optional;
import java.util.UUID;
import org.castellan.organization.Organization;

/**
 * Who is calling, as its token says.
 *
 * @param organization empty for the administrator
 * @param name how audit events name the caller: {@code admin} or {@code token:<id>}
 */
public record Caller(Role role, Optional<Organization> organization, String name) {

  public Optional<UUID> organizationId() {
    return organization.map(Organization::id);
  }

  public boolean isAdmin() {
    return role == Role.ADMIN;
  }
}

package org.castellan.web.security;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.castellan.access.Caller;
import org.castellan.backend.CasBackend;
import org.castellan.organization.Organization;

/**
 * What the filters found out about a request: who calls, which organization the path names (one
 * that the caller sees), and which backend the gate chose. It travels as the principal, the one
 * thing that every server hands from filters to resources.
 */
public record Identity(
    Caller caller, Optional<Organization> place, Optional<CasBackend> uploadTarget)
    implements Principal {

  /** The identity of an authenticated request; only secured methods may ask. */
  public static Identity of(SecurityContext context) {
    return (Identity) Objects.requireNonNull(context.getUserPrincipal(), "no identity");
  }

  @Override
  public String getName() {
    return caller.name();
  }

  /** The organization that the path names. */
  public Organization organization() {
    return place.orElseThrow();
  }

  /** The backend that the gate chose. */
  public CasBackend backend() {
    return uploadTarget.orElseThrow();
  }

  /** The organization that what the caller does is told to. */
  public Optional<UUID> concerned() {
    return place.map(Organization::id).or(caller::organizationId);
  }

  public boolean isAdmin() {
    return caller.isAdmin();
  }

  public Identity uploadingTo(CasBackend backend) {
    return new Identity(caller, place, Optional.of(backend));
  }
}

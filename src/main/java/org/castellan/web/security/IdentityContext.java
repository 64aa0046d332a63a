package org.castellan.web.security;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Locale;

/** Hands an {@link Identity} on. */
public record IdentityContext(Identity identity, boolean secure) implements SecurityContext {

  @Override
  public Principal getUserPrincipal() {
    return identity;
  }

  @Override
  public boolean isUserInRole(String role) {
    return identity.caller().role().name().toLowerCase(Locale.ROOT).equals(role);
  }

  @Override
  public boolean isSecure() {
    return secure;
  }

  @Override
  public String getAuthenticationScheme() {
    return "Bearer";
  }
}

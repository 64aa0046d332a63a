package org.castellan.runtime.settings;

import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.castellan.access.ClaimMapping;
import org.castellan.access.Role;
import org.castellan.access.TrustedIssuer;

/** Whose JWTs are taken as tokens, and what their claims mean. */
final class IssuerSettings {

  private IssuerSettings() {}

  /** Empty unless an issuer is given; a problem when only other settings of it are. */
  static Optional<TrustedIssuer> read(Reading reading) {
    Optional<String> issuer = reading.optional(Variable.OIDC_ISSUER);
    Optional<String> audience = reading.optional(Variable.OIDC_AUDIENCE);
    Optional<String> keys = reading.optional(Variable.OIDC_JWKS_URI);
    var claims =
        new ClaimMapping(
            reading.text(Variable.OIDC_ORGANIZATION_CLAIM),
            reading.text(Variable.OIDC_ROLE_CLAIM),
            roles(reading));
    if (issuer.isPresent() != audience.isPresent() || (issuer.isEmpty() && keys.isPresent())) {
      reading.problem(
          "CASTELLAN_OIDC_ISSUER and CASTELLAN_OIDC_AUDIENCE are needed for JWTs: give both or"
              + " none of CASTELLAN_OIDC_ISSUER, CASTELLAN_OIDC_AUDIENCE and"
              + " CASTELLAN_OIDC_JWKS_URI.");
    }
    issuer.ifPresent(it -> address(it, reading, Variable.OIDC_ISSUER));
    Optional<URI> keysAt = keys.flatMap(it -> address(it, reading, Variable.OIDC_JWKS_URI));
    return issuer.map(it -> new TrustedIssuer(it, audience.orElse(""), keysAt, claims));
  }

  private static Optional<URI> address(String text, Reading reading, Variable variable) {
    Optional<URI> address = uri(text).filter(TrustedIssuer::isSafe);
    if (address.isEmpty()) {
      reading.problem(
          variable, text, "must be an https URL, or an http URL of localhost, ::1 or 127.0.0.1");
    }
    return address;
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Role> roles(Reading reading) {
    var roles = new HashMap<String, Role>();
    for (String entry : reading.list(Variable.OIDC_ROLES)) {
      int equals = entry.lastIndexOf('=');
      Optional<Role> role = role(entry.substring(equals + 1).strip());
      if (equals < 1 || role.isEmpty()) {
        reading.problem(
            Variable.OIDC_ROLES, entry, "must be value=role, of admin, owner, writer and reader");
      } else {
        roles.put(entry.substring(0, equals).strip(), role.get());
      }
    }
    return roles;
  }

  private static Optional<Role> role(String word) {
    return Stream.of(Role.values())
        .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }
}

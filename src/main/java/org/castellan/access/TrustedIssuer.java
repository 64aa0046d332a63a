package org.castellan.access;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * An OpenID Connect issuer whose JWTs are taken as bearer tokens.
 *
 * @param issuer as the claim {@code iss} has it, to the letter
 * @param audience what the claim {@code aud} must hold: Castellan's name with the issuer
 * @param keys where its keys are; empty when its discovery document says so
 */
public record TrustedIssuer(
    String issuer, String audience, Optional<URI> keys, ClaimMapping claims) {

  private static final Set<String> THIS_HOST = Set.of("127.0.0.1", "[::1]", "localhost");

  /** Whether keys may be read from there: over HTTPS, or without from this host itself. */
  public static boolean isSafe(URI address) {
    String host = address.getHost();
    return host != null
        && ("https".equals(address.getScheme())
            || ("http".equals(address.getScheme()) && THIS_HOST.contains(host)));
  }

  /** Where the issuer says where its keys are. */
  URI discovery() {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return URI.create(base + "/.well-known/openid-configuration");
  }
}

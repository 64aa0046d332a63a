package org.castellan.access;

import java.security.MessageDigest;
import java.util.Optional;
import org.castellan.access.Authentication.Accepted;
import org.castellan.access.Authentication.Rejected;
import org.jdbi.v3.core.Jdbi;

/**
 * Tells who holds a bearer token: the administrator's, one of an organization's, or, where an
 * issuer is trusted, one of its JWTs. Thread-safe.
 */
public final class Authenticator {

  private static final Accepted ADMINISTRATOR =
      new Accepted(new Caller(Role.ADMIN, Optional.empty(), "admin"));
  private static final Rejected NOBODY = new Rejected("The token is unknown, revoked or expired.");

  private final TokenHolders holders;
  private final byte[] adminSha256;
  private final Optional<OpenIdTokens> openId;

  /**
   * @param adminToken the installation's own token, not blank; only its SHA-256 is kept
   */
  public Authenticator(Jdbi jdbi, String adminToken, Optional<OpenIdTokens> openId) {
    if (adminToken.isBlank()) {
      throw new IllegalArgumentException("the admin token must not be blank");
    }
    this.holders = new TokenHolders(jdbi);
    this.adminSha256 = Secret.sha256(adminToken);
    this.openId = openId;
  }

  /** Who holds this token. */
  public Authentication authenticate(String bearer) {
    if (MessageDigest.isEqual(Secret.sha256(bearer), adminSha256)) {
      return ADMINISTRATOR;
    }
    if (bearer.startsWith(Secret.PREFIX)) {
      return holders.find(bearer).<Authentication>map(Accepted::new).orElse(NOBODY);
    }
    return openId.filter(it -> OpenIdTokens.looksLikeOne(bearer)).isPresent()
        ? openId.get().authenticate(bearer)
        : NOBODY;
  }
}

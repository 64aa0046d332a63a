package org.castellan.access;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * Tells who holds a token. Asks the database each time, so that a revocation holds on every replica
 * at once. Thread-safe.
 */
public final class Authenticator {

  private static final Caller ADMINISTRATOR = new Caller(Role.ADMIN, Optional.empty(), "admin");

  private static final String FIND =
      """
      select id, organization_id, role,
        coalesce(last_used_at < now() - interval '1 minute', true) as use_unrecorded
      from access_token
      where secret_sha256 = :sha256 and (expires_at is null or expires_at > now())
      """;

  // Of the replicas and threads that see an old time at once, one writes.
  private static final String RECORD_USE =
      """
      update access_token set last_used_at = now()
      where id = :id and coalesce(last_used_at < now() - interval '1 minute', true)
      """;

  private final Jdbi jdbi;
  private final byte[] adminSha256;

  /**
   * @param adminToken the installation's own token, not blank; only its SHA-256 is kept
   */
  public Authenticator(Jdbi jdbi, String adminToken) {
    if (adminToken.isBlank()) {
      throw new IllegalArgumentException("the admin token must not be blank");
    }
    this.jdbi = jdbi;
    this.adminSha256 = Secret.sha256(adminToken);
  }

  /** Who holds this token; empty when it is unknown, revoked or expired. */
  public Optional<Caller> authenticate(String bearer) {
    byte[] sha256 = Secret.sha256(bearer);
    if (MessageDigest.isEqual(sha256, adminSha256)) {
      return Optional.of(ADMINISTRATOR);
    }
    return bearer.startsWith(Secret.PREFIX) ? holder(sha256) : Optional.empty();
  }

  private Optional<Caller> holder(byte[] sha256) {
    return jdbi.withHandle(
        handle -> {
          Optional<Match> match =
              handle
                  .createQuery(FIND)
                  .bind("sha256", sha256)
                  .map(ConstructorMapper.of(Match.class))
                  .findOne();
          match
              .filter(Match::useUnrecorded)
              .ifPresent(it -> handle.createUpdate(RECORD_USE).bind("id", it.id()).execute());
          return match.map(Match::caller);
        });
  }

  /** What of a token's row is needed to let its holder in. */
  record Match(UUID id, UUID organizationId, Role role, boolean useUnrecorded) {

    Caller caller() {
      return new Caller(role, Optional.of(organizationId), "token:" + id);
    }
  }
}

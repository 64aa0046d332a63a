package org.castellan.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A token of an organization, without its secret.
 *
 * @param role never {@link Role#ADMIN}
 * @param expiresAt from when on it is refused; empty for never
 * @param lastUsedAt to the minute; empty when never used
 */
public record AccessToken(
    UUID id,
    UUID organizationId,
    String name,
    Role role,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> lastUsedAt) {

  /** The longest name, in characters. */
  public static final int MAX_NAME = 100;

  /** How audit events name whoever used the token of this id. */
  public static String actor(UUID id) {
    return "token:" + id;
  }
}

package org.castellan.backend;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One registered storage location of an organization. Holds no secret.
 *
 * @param host the provider's host, by which load is bounded
 * @param credentialId which credentials; rotating them changes it. Empty for inline
 * @param failure why it is {@code INVALID} (or was rate limited), in words
 * @param revision counts changes of the configuration, not of the status
 */
public record CasBackend(
    UUID id,
    UUID organizationId,
    String name,
    String provider,
    String location,
    String host,
    String description,
    boolean isDefault,
    boolean isFallback,
    boolean inline,
    long maxBytes,
    Optional<UUID> credentialId,
    BackendStatus status,
    Optional<Failure> failure,
    Optional<Instant> validatedAt,
    long revision,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> deletedAt) {

  /** Error class, sentence and remedy of the last validation that failed. */
  public record Failure(String errorClass, String error, String remedy) {}
}

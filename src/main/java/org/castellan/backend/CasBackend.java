package org.castellan.backend;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.PageKey;

/**
 * One registered storage location of an organization. Holds no secret.
 *
 * @param builtIn whether Castellan made it: see {@link org.castellan.storage.BuiltIn}
 * @param host the provider's host, by which load is bounded
 * @param credentialId which credentials; rotating them changes it. Empty for a built-in one
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
    boolean builtIn,
    long maxBytes,
    Optional<UUID> credentialId,
    BackendStatus status,
    Optional<Failure> failure,
    Optional<Instant> validatedAt,
    long revision,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> deletedAt) {

  /** The least {@code maxBytes} of a backend that is not built in. */
  public static final long LEAST_MAX_BYTES = 10L << 20;

  public static final long DEFAULT_MAX_BYTES = 100L << 20;

  /** The longest description, in characters. */
  public static final int MAX_DESCRIPTION = 1000;

  /** Its place in a list that is sorted newest first. */
  public PageKey key() {
    return new PageKey(createdAt, id);
  }

  /** Error class, sentence and remedy of the last validation that failed. */
  public record Failure(String errorClass, String error, String remedy) {}
}

package org.castellan.artifact;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One copy of an artifact in an organization's own record.
 *
 * @param backendId which backend holds the copy
 * @param size in bytes
 */
public record Artifact(
    UUID organizationId,
    Digest digest,
    UUID backendId,
    long size,
    Optional<String> fileName,
    Instant createdAt) {

  /** The longest file name, in characters. */
  public static final int MAX_FILE_NAME = 255;

  /** How the copy's object is called at the provider. No two organizations share one. */
  static String key(UUID organizationId, Digest digest) {
    return organizationId + "/sha256/" + digest.hex();
  }

  String key() {
    return key(organizationId, digest);
  }
}

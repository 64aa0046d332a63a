package org.castellan.artifact;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One copy of an artifact in an organization's own record.
 *
 * @param backendId which backend holds the copy
 * @param size in bytes
 * @param verifiedVersion of its object, which was read whole and found right
 * @param damage for which it is served to nobody
 */
public record Artifact(
    UUID organizationId,
    Digest digest,
    UUID backendId,
    long size,
    Optional<String> fileName,
    Instant createdAt,
    Optional<String> verifiedVersion,
    Optional<Damage> damage) {

  /** The longest file name, in characters. */
  public static final int MAX_FILE_NAME = 255;

  /** How the copy's object is called at the provider. No two organizations share one. */
  static String key(UUID organizationId, Digest digest) {
    return organizationId + "/sha256/" + digest.hex();
  }

  Copy place() {
    return new Copy(organizationId, digest, backendId);
  }

  String key() {
    return key(organizationId, digest);
  }
}

package org.castellan.artifact;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.PageKey;

/**
 * An artifact as lists show it, however many backends hold it.
 *
 * @param size in bytes
 * @param copies where it is, in the order in which they came there
 * @param uploadedAt when the organization first had it
 * @param uploadedBy who uploaded it then, as in audit events
 */
public record ListedArtifact(
    Digest digest,
    long size,
    Optional<String> fileName,
    List<ListedCopy> copies,
    Instant uploadedAt,
    String uploadedBy) {

  public ListedArtifact {
    copies = List.copyOf(copies);
  }

  /** Its place in a list that is sorted newest first: half of the digest serves as its id. */
  PageKey key() {
    ByteBuffer bytes = ByteBuffer.wrap(digest.bytes());
    return new PageKey(uploadedAt, new UUID(bytes.getLong(), bytes.getLong()));
  }
}

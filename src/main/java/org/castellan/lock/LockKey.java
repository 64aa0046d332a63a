package org.castellan.lock;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The name of a lock, as in {@code castellan:checker:defaults}.
 *
 * @param name namespaced by colons, so that other users of the same database are not met by chance
 */
public record LockKey(String name) {

  public LockKey {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a lock needs a name");
    }
  }

  /** The first 64 bits of the name's SHA-256: what PostgreSQL's advisory locks are keyed by. */
  long advisoryKey() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

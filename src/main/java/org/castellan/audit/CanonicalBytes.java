package org.castellan.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What is hashed of an event or a seal: its fields, each as its length in four bytes and its UTF-8.
 * Says the same as the schema's functions that seal, written a second time. Not thread-safe.
 */
final class CanonicalBytes {

  private static final int ABSENT = -1;

  private final MessageDigest sha256 = sha256();

  CanonicalBytes add(Optional<String> value) {
    value.ifPresentOrElse(this::add, () -> addLength(ABSENT));
    return this;
  }

  CanonicalBytes add(String value) {
    byte[] bytes = value.getBytes(UTF_8);
    addLength(bytes.length);
    sha256.update(bytes);
    return this;
  }

  CanonicalBytes add(long value) {
    return add(Long.toString(value));
  }

  CanonicalBytes add(Instant value) {
    return add(ChronoUnit.MICROS.between(Instant.EPOCH, value));
  }

  private void addLength(int length) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
  }

  /** Of all that was added; begins anew. */
  byte[] digest() {
    return sha256.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing", e);
    }
  }
}

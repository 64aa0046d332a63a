package org.castellan.credential;

import java.util.HexFormat;

/**
 * Which key of a keyset it is; tells nothing of the key.
 *
 * @param prefix what every ciphertext of the key begins with, in hexadecimal
 */
public record KeyName(String prefix) {

  /** How many bytes of a ciphertext name the key. */
  static final int BYTES = 5;

  private static final int DIGITS = 2 * BYTES;

  public KeyName {
    if (prefix.length() != DIGITS) {
      throw new IllegalArgumentException("not the prefix of a key: " + prefix);
    }
  }

  static KeyName of(byte[] prefix) {
    return new KeyName(HexFormat.of().formatHex(prefix));
  }

  /** The number that Tink's own tools show. */
  public long id() {
    return Long.parseLong(prefix.substring(2), 16);
  }

  /** As people are told it. */
  @Override
  public String toString() {
    return "key " + id();
  }
}

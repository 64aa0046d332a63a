package org.castellan.artifact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an artifact is known by. Prints as {@code sha256:<hex>}.
 *
 * @param hex the SHA-256 in 64 lowercase hexadecimal digits
 */
public record Digest(String hex) {
  private static final String PREFIX = "sha256:";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("A SHA-256 has 64 lowercase hexadecimal digits");
    }
  }

  /** Reads {@code sha256:<hex>}; empty when it is anything else. */
  public static Optional<Digest> parse(String text) {
    return Optional.of(text)
        .filter(it -> it.startsWith(PREFIX))
        .map(it -> it.substring(PREFIX.length()))
        .filter(HEX.asMatchPredicate())
        .map(Digest::new);
  }

  /** The digest of everything that was fed to {@link #sha256()}, which is reset. */
  static Digest of(MessageDigest fed) {
    return new Digest(HexFormat.of().formatHex(fed.digest()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }
}

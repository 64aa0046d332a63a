package org.castellan.artifact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an artifact is known by. Prints as {@code sha256:<hex>}.
 *
 * @param hex the SHA-256 in 64 lowercase hexadecimal digits
 */
public record Digest(String hex) {
  private static final String PREFIX = "sha256:";
  private static final String PATH_PREFIX = "sha256-";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("A SHA-256 has 64 lowercase hexadecimal digits");
    }
  }

  /** Reads {@code sha256:<hex>} or {@code sha256-<hex>}; empty when it is anything else. */
  public static Optional<Digest> parse(String text) {
    return Stream.of(PREFIX, PATH_PREFIX)
        .filter(text::startsWith)
        .findFirst()
        .flatMap(prefix -> ofHex(text.substring(prefix.length())));
  }

  /** Reads the 64 digits alone; empty when they are anything else. */
  public static Optional<Digest> ofHex(String hex) {
    return Optional.of(hex).filter(HEX.asMatchPredicate()).map(Digest::new);
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

  /** As {@code sha256-<hex>}, for paths: not every server and proxy takes a colon there. */
  public String inPath() {
    return PATH_PREFIX + hex;
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }
}

package org.castellan.cli;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The SHA-256 that names an artifact.
 *
 * @param hex 64 lowercase hexadecimal digits
 */
record Digest(String hex) {

  private static final String PREFIX = "sha256:";
  private static final String PATH_PREFIX = "sha256-";

  static final class Reader implements ITypeConverter<Digest> {
    @Override
    public Digest convert(String written) {
      String hex = written.toLowerCase(Locale.ROOT).replaceFirst("^" + PREFIX, "");
      if (!hex.matches("[0-9a-f]{64}")) {
        throw new TypeConversionException("'" + written + "' is not sha256:<64 hex digits>");
      }
      return new Digest(hex);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static Digest of(MessageDigest finished) {
    return new Digest(HexFormat.of().formatHex(finished.digest()));
  }

  /** As a path has it that every server takes. */
  String inPath() {
    return PATH_PREFIX + hex;
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }
}

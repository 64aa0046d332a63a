package org.castellan.storage.s3;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.castellan.storage.ProviderCredentials;

/** What a server that speaks S3 can be relied upon for. */
enum S3Compatibility {
  /** Amazon's own and whoever keeps to it: meant where the credentials name no compatibility. */
  AWS(true, true, true, Size.ONE_REQUEST, "us-east-1"),

  /** Google Cloud Storage takes any size at once, and replaces objects whatever the condition. */
  GCS(false, false, false, Long.MAX_VALUE, "auto"),

  /** Cloudflare R2 documents the condition for whole objects only. */
  R2(false, true, false, Size.ONE_REQUEST, "auto"),

  /** Nothing is relied upon but writing, reading, describing and removing. */
  GENERIC(false, false, false, Size.ONE_REQUEST, "us-east-1");

  private final boolean checksum;
  private final boolean conditionalPut;
  private final boolean conditionalComplete;
  private final long inOne;
  private final String region;

  S3Compatibility(
      boolean checksum,
      boolean conditionalPut,
      boolean conditionalComplete,
      long inOne,
      String region) {
    this.checksum = checksum;
    this.conditionalPut = conditionalPut;
    this.conditionalComplete = conditionalComplete;
    this.inOne = inOne;
    this.region = region;
  }

  /**
   * In bytes. Amazon takes 5 GiB in one request, Cloudflare 5 MiB less. Parts are sent one after
   * the other, with a round trip each, so that they are slower, and only of what is sent whole does
   * the server compare the SHA-256.
   */
  private static final class Size {
    static final long ONE_REQUEST = 4L << 30;
  }

  /**
   * @throws IllegalArgumentException for a word that {@link #named} does not know
   */
  static S3Compatibility of(ProviderCredentials credentials) {
    return credentials
        .get(S3Form.COMPATIBILITY)
        .map(word -> named(word).orElseThrow(IllegalArgumentException::new))
        .orElse(AWS);
  }

  /** By the word in the credentials; empty for any other. */
  static Optional<S3Compatibility> named(String word) {
    return Arrays.stream(values())
        .filter(it -> it != AWS)
        .filter(it -> it.word().equals(word))
        .findFirst();
  }

  /** The words, as a sentence lists them. */
  static String words() {
    return Arrays.stream(values())
        .filter(it -> it != AWS)
        .map(S3Compatibility::word)
        .collect(Collectors.joining(", "));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it compares an object sent whole with a SHA-256 that is sent along. */
  boolean checksum() {
    return checksum;
  }

  /** Whether {@code If-None-Match} keeps an object from being replaced. */
  boolean conditional(boolean parts) {
    return parts ? conditionalComplete : conditionalPut;
  }

  /** Whether an object of so many bytes is sent in parts. */
  boolean parts(long size) {
    return size > inOne;
  }

  /** Where the credentials name none. */
  String region() {
    return region;
  }
}

package org.castellan.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as the Standard Webhooks specification says, version 1. Prints nothing of the key. */
public final class SigningKey {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private final SecretKeySpec key;

  private SigningKey(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * From 24 to 64 bytes in Base64, with or without the specification's prefix; empty when it is
   * something else.
   */
  public static Optional<SigningKey> parse(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(6) : text);
      boolean fits = bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES;
      return fits ? Optional.of(new SigningKey(bytes)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The header {@code webhook-signature}.
   *
   * @param seconds the header {@code webhook-timestamp}
   */
  String sign(String id, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update("%s.%d.".formatted(id, seconds).getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256 is missing", e);
    }
  }
}

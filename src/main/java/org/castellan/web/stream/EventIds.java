package org.castellan.web.stream;

import com.google.crypto.tink.subtle.AesSiv;
import com.google.crypto.tink.subtle.Hkdf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;

/**
 * The ids that readers see. The administrator's are the numbers themselves. An organization's are
 * sealed for it, the same on every replica: the gaps between numbers would tell how many events of
 * others there were. Thread-safe.
 */
public final class EventIds {

  private static final byte[] ADMIN = new byte[0];
  private static final int KEY_BYTES = 64;

  private final List<AesSiv> sealers;

  /**
   * @param secrets the same on every replica: ids are given with the first and known by all; those
   *     given with others are unknown
   */
  public EventIds(List<String> secrets) {
    sealers = secrets.stream().map(EventIds::sealer).toList();
  }

  private static AesSiv sealer(String secret) {
    try {
      byte[] purpose = "castellan:event-ids".getBytes(StandardCharsets.UTF_8);
      byte[] material = secret.getBytes(StandardCharsets.UTF_8);
      return new AesSiv(Hkdf.computeHkdf("HmacSha256", material, new byte[0], purpose, KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-SIV is missing", e);
    }
  }

  String id(long number, Audience audience) {
    if (audience.isAdmin()) {
      return Long.toString(number);
    }
    byte[] plain = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    try {
      byte[] sealed = sealers.get(0).encryptDeterministically(plain, context(audience));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("An event's id cannot be sealed", e);
    }
  }

  /** The number that the id stands for; empty when this audience was never given such an id. */
  OptionalLong number(String id, Audience audience) {
    try {
      if (audience.isAdmin()) {
        return OptionalLong.of(Long.parseLong(id));
      }
      byte[] sealed = Base64.getUrlDecoder().decode(id);
      return sealers.stream()
          .flatMapToLong(sealer -> opened(sealer, sealed, audience).stream())
          .findFirst();
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong opened(AesSiv sealer, byte[] sealed, Audience audience) {
    try {
      byte[] plain = sealer.decryptDeterministically(sealed, context(audience));
      return OptionalLong.of(ByteBuffer.wrap(plain).getLong());
    } catch (GeneralSecurityException e) {
      return OptionalLong.empty();
    }
  }

  private static byte[] context(Audience audience) {
    return audience
        .organizationId()
        .map(id -> id.toString().getBytes(StandardCharsets.UTF_8))
        .orElse(ADMIN);
  }
}

package org.castellan.credential;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;

/**
 * The keyset that encrypts credentials, as the JSON that Tink's own tools make and rotate. Its
 * primary key encrypts; every enabled key decrypts.
 */
public final class Keyset {

  private Keyset() {}

  /** A new keyset with one AES-256-GCM key, in the clear: the caller keeps it secret. */
  public static String generate() {
    try {
      KeysetHandle keyset =
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no AES-256-GCM", e);
    }
  }

  /**
   * Reads a keyset in the clear: the JSON, or just the 32 bytes of one key in Base64, as {@code
   * openssl rand -base64 32} makes them.
   *
   * @throws KeysetException when it is neither, or not one for authenticated encryption with
   *     associated data
   */
  public static Aead parse(String text) {
    try {
      KeysetHandle keyset = text.startsWith("{") ? ofJson(text) : SingleKey.keyset(text);
      return keyset.getPrimitive(AeadConfig2026.get(), Aead.class);
    } catch (GeneralSecurityException | RuntimeException e) {
      // Not chained: a parser's message may quote what it read.
      throw new KeysetException(
          "The encryption keyset is not a Tink keyset in JSON with keys for AEAD, as in AES256_GCM");
    }
  }

  private static KeysetHandle ofJson(String json) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        json, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
  }
}

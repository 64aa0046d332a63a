package org.castellan.credential;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AeadKey;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The keyset that encrypts credentials: the JSON that Tink's own tools make and rotate, or plain
 * keys. Its primary key encrypts; every enabled key decrypts.
 */
public final class Keyset {

  private Keyset() {}

  /**
   * Reads a keyset in the clear: the JSON, or keys of 32 bytes in Base64, as {@code openssl rand
   * -base64 32} makes them, with commas or white space between. The first of those is the primary.
   *
   * @throws KeysetException when it is neither, or not one for authenticated encryption with
   *     associated data, or its primary key leaves no name in what it encrypts
   */
  public static Keyring read(String text) {
    try {
      return keyring(isJson(text) ? ofJson(text) : PlainKeys.keyset(PlainKeys.split(text)));
    } catch (GeneralSecurityException | RuntimeException e) {
      // Not chained: a parser's message may quote what it read.
      throw new KeysetException(
          "The encryption keyset is not a Tink keyset in JSON with keys for AEAD, as in AES256_GCM");
    }
  }

  /** As above, if nobody asks for the keys' names. */
  public static Aead parse(String text) {
    return read(text).aead();
  }

  /**
   * The secrets in it, the primary one first, from which others can be derived that outlive a
   * rotation. JSON is one secret as a whole.
   */
  public static List<String> secrets(String text) {
    return isJson(text) ? List.of(text) : PlainKeys.split(text);
  }

  private static boolean isJson(String text) {
    return text.startsWith("{");
  }

  private static KeysetHandle ofJson(String json) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        json, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
  }

  private static Keyring keyring(KeysetHandle keyset) throws GeneralSecurityException {
    return new Keyring(
        keyset.getPrimitive(AeadConfig2026.get(), Aead.class),
        name(keyset.getPrimary()).orElseThrow(),
        IntStream.range(0, keyset.size())
            .mapToObj(keyset::getAt)
            .filter(entry -> entry.getStatus().equals(KeyStatus.ENABLED))
            .flatMap(entry -> name(entry).stream())
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Empty for a key whose ciphertexts do not name it. */
  private static Optional<KeyName> name(KeysetHandle.Entry entry) {
    byte[] prefix = ((AeadKey) entry.getKey()).getOutputPrefix().toByteArray();
    return prefix.length == KeyName.BYTES ? Optional.of(KeyName.of(prefix)) : Optional.empty();
  }
}

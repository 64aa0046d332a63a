package org.castellan.credential;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** A keyset of AES-256-GCM keys that are given as their bytes. */
final class PlainKeys {

  private static final int BYTES = 32;
  private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

  private PlainKeys() {}

  static List<String> split(String text) {
    return List.of(BETWEEN.split(text.strip(), -1));
  }

  /**
   * The same text always gives the same keyset, of which the first key is the primary.
   *
   * @throws IllegalArgumentException when one is not Base64
   */
  static KeysetHandle keyset(List<String> base64) throws GeneralSecurityException {
    KeysetHandle.Builder keyset = KeysetHandle.newBuilder();
    for (int i = 0; i < base64.size(); i++) {
      KeysetHandle.Builder.Entry entry = entry(Base64.getDecoder().decode(base64.get(i)));
      keyset.addEntry(i == 0 ? entry.makePrimary() : entry);
    }
    return keyset.build();
  }

  @AccessesPartialKey
  private static KeysetHandle.Builder.Entry entry(byte[] bytes) throws GeneralSecurityException {
    int id = id(bytes);
    AesGcmKey key =
        AesGcmKey.builder()
            .setParameters(parameters())
            .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
            .setIdRequirement(id)
            .build();
    return KeysetHandle.importKey(key).withFixedId(id);
  }

  private static AesGcmParameters parameters() throws GeneralSecurityException {
    return AesGcmParameters.builder()
        .setKeySizeBytes(BYTES)
        .setIvSizeBytes(12)
        .setTagSizeBytes(16)
        .setVariant(AesGcmParameters.Variant.TINK)
        .build();
  }

  /** Ciphertexts name it, so it must not tell anything of the key. */
  private static int id(byte[] key) throws GeneralSecurityException {
    return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key)).getInt();
  }
}

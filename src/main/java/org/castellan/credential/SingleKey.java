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

/** A keyset of one AES-256-GCM key that is given as its bytes. */
final class SingleKey {

  private static final int BYTES = 32;

  private SingleKey() {}

  /**
   * The same text always gives the same keyset.
   *
   * @throws IllegalArgumentException when it is not Base64
   */
  @AccessesPartialKey
  static KeysetHandle keyset(String base64) throws GeneralSecurityException {
    byte[] bytes = Base64.getDecoder().decode(base64.strip());
    int id = id(bytes);
    AesGcmKey key =
        AesGcmKey.builder()
            .setParameters(parameters())
            .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
            .setIdRequirement(id)
            .build();
    return KeysetHandle.newBuilder()
        .addEntry(KeysetHandle.importKey(key).withFixedId(id).makePrimary())
        .build();
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

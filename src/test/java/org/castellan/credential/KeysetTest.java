package org.castellan.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.aead.XChaCha20Poly1305Parameters;
import com.google.crypto.tink.mac.MacConfig2026;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import java.security.GeneralSecurityException;
import org.castellan.testkit.TestKeyset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetTest {

  private static final byte[] TEXT = "text".getBytes(UTF_8);
  private static final byte[] PLACE = "place".getBytes(UTF_8);

  @Test
  void keysetDecryptsWhatItEncrypted() throws GeneralSecurityException {
    String json = TestKeyset.generate();

    byte[] ciphertext = Keyset.parse(json).encrypt(TEXT, PLACE);

    assertThat(Keyset.parse(json).decrypt(ciphertext, PLACE)).isEqualTo(TEXT);
  }

  @Test
  void anotherKeysetDoesNotDecrypt() throws GeneralSecurityException {
    byte[] ciphertext = Keyset.parse(TestKeyset.generate()).encrypt(TEXT, PLACE);
    Aead other = Keyset.parse(TestKeyset.generate());

    assertThatThrownBy(() -> other.decrypt(ciphertext, PLACE))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void rotatedKeysetStillDecryptsWhatTheFormerKeyEncrypted() throws GeneralSecurityException {
    KeysetHandle former =
        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
    KeysetHandle rotated =
        KeysetHandle.newBuilder(former)
            .setConfiguration(AeadConfig2026.get())
            .addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withRandomId()
                    .makePrimary())
            .build();

    byte[] ciphertext = Keyset.parse(json(former)).encrypt(TEXT, PLACE);

    assertThat(Keyset.parse(json(rotated)).decrypt(ciphertext, PLACE)).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hush-hush",
        "{}",
        "[]",
        "{\"key\":\"hush-hush\"}",
        "{\"primaryKeyId\":1,\"key\":[]}"
      })
  void whatIsNoKeysetIsRefusedWithoutQuotingIt(String json) {
    assertThatThrownBy(() -> Keyset.parse(json))
        .isInstanceOf(KeysetException.class)
        .hasMessageContaining("not a Tink keyset")
        .hasMessageNotContaining("hush")
        .hasNoCause();
  }

  @Test
  void keysetForSomethingElseIsRefused() throws GeneralSecurityException {
    KeysetHandle mac =
        KeysetHandle.generateNew(
            PredefinedMacParameters.HMAC_SHA256_256BITTAG, MacConfig2026.get());

    assertThatThrownBy(() -> Keyset.parse(macJson(mac))).isInstanceOf(KeysetException.class);
  }

  /** A rotation could not tell what its key has encrypted already. */
  @Test
  void primaryKeyWhoseCiphertextsDoNotNameItIsRefused() throws GeneralSecurityException {
    KeysetHandle raw =
        KeysetHandle.generateNew(XChaCha20Poly1305Parameters.create(), AeadConfig2026.get());

    assertThatThrownBy(() -> Keyset.parse(json(raw))).isInstanceOf(KeysetException.class);
  }

  @Test
  void disabledKeyIsNoneOfTheKeyring() throws GeneralSecurityException {
    KeysetHandle two =
        KeysetHandle.newBuilder()
            .setConfiguration(AeadConfig2026.get())
            .addEntry(entry().setStatus(KeyStatus.DISABLED))
            .addEntry(entry().makePrimary())
            .build();

    assertThat(Keyset.read(json(two)).keys())
        .containsExactly(Keyset.read(json(two)).primary())
        .allSatisfy(key -> assertThat(key.id()).isEqualTo(two.getPrimary().getId() & 0xFFFFFFFFL));
  }

  private static KeysetHandle.Builder.Entry entry() {
    return KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
        .withRandomId();
  }

  private static String json(KeysetHandle keyset) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeyset(
        keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
  }

  private static String macJson(KeysetHandle keyset) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeyset(
        keyset, MacConfig2026.get(), InsecureSecretKeyAccess.get());
  }
}

package org.castellan.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainKeysTest {

  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String NEWER = "bmV3LW5ldy1uZXctbmV3LW5ldy1uZXctbmV3LW5ldy0=";

  @Test
  void whatOneReplicaEncryptsAnotherWithTheSameKeyDecrypts() throws GeneralSecurityException {
    byte[] ciphertext = Keyset.parse(KEY).encrypt("secret".getBytes(UTF_8), "row".getBytes(UTF_8));
    assertThat(Keyset.parse(KEY).decrypt(ciphertext, "row".getBytes(UTF_8)))
        .isEqualTo("secret".getBytes(UTF_8));
  }

  @Test
  void theFirstOfSeveralEncryptsAndAllDecrypt() throws GeneralSecurityException {
    byte[] place = "row".getBytes(UTF_8);
    byte[] former = Keyset.parse(KEY).encrypt("secret".getBytes(UTF_8), place);
    Keyring both = Keyset.read(NEWER + ", \n" + KEY);
    assertThat(both.aead().decrypt(former, place)).isEqualTo("secret".getBytes(UTF_8));
    byte[] newer = both.aead().encrypt("secret".getBytes(UTF_8), place);
    assertThat(Keyset.parse(NEWER).decrypt(newer, place)).isEqualTo("secret".getBytes(UTF_8));
    assertThat(both.primary()).isEqualTo(Keyset.read(NEWER).primary());
    assertThat(both.keys()).containsExactlyInAnyOrder(both.primary(), Keyset.read(KEY).primary());
    assertThat(KeyName.of(Arrays.copyOf(newer, KeyName.BYTES))).isEqualTo(both.primary());
  }

  @Test
  void secretsAreThePlainKeysInTheirOrder() {
    assertThat(Keyset.secrets(NEWER + "," + KEY)).containsExactly(NEWER, KEY);
    assertThat(Keyset.secrets("{\"a\": 1, \"b\": 2}")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no base64!", "dG9vIHNob3J0", KEY + ",dG9vIHNob3J0", KEY + "," + KEY})
  void anythingElseIsRefusedWithoutRepeatingIt(String text) {
    assertThatExceptionOfType(KeysetException.class)
        .isThrownBy(() -> Keyset.parse(text))
        .withNoCause();
  }
}

package org.castellan.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleKeyTest {

  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @Test
  void whatOneReplicaEncryptsAnotherWithTheSameKeyDecrypts() throws GeneralSecurityException {
    byte[] ciphertext = Keyset.parse(KEY).encrypt("secret".getBytes(UTF_8), "row".getBytes(UTF_8));
    assertThat(Keyset.parse(KEY).decrypt(ciphertext, "row".getBytes(UTF_8)))
        .isEqualTo("secret".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no base64!", "dG9vIHNob3J0"})
  void anythingElseIsRefusedWithoutRepeatingIt(String text) {
    assertThatExceptionOfType(KeysetException.class)
        .isThrownBy(() -> Keyset.parse(text))
        .withNoCause();
  }
}

package org.castellan.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What searches for secrets finds them: a test that could not fail would promise nothing. */
class CanaryTest {

  private static final String SECRET = "sings/at+dawn=~ü?>-in the mine";
  private static final byte[] BYTES = SECRET.getBytes(UTF_8);
  private static final Canary CANARY = new Canary("canary", SECRET);

  static Stream<String> leaks() {
    return Stream.of(
        "password=" + SECRET + ";",
        "{\"password\":\"" + SECRET.replace("/", "\\/") + "\"}",
        "password=" + URLEncoder.encode(SECRET, UTF_8) + "&a=b",
        "password=" + URLEncoder.encode(SECRET, UTF_8).replace("+", "%20"),
        "password=sings%2fat%2bdawn%3d%7e%c3%bc%3f%3e-in+the+mine",
        "\\x" + HexFormat.of().formatHex(BYTES),
        HexFormat.of().withUpperCase().formatHex(BYTES),
        Arrays.toString(BYTES),
        "Basic " + base64("u:" + SECRET),
        "Basic " + base64("us:" + SECRET + "!"),
        "Basic " + base64("use:" + SECRET + "!!"),
        Base64.getUrlEncoder().withoutPadding().encodeToString(("x" + SECRET).getBytes(UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("leaks")
  void itIsFoundInEachForm(String text) {
    assertThat(CANARY.isIn(text)).isTrue();
  }

  @Test
  void itIsFoundInBytes() {
    assertThat(CANARY.isIn(("\0\1" + SECRET).getBytes(UTF_8))).isTrue();
    assertThat(CANARY.isIn(base64("user:" + SECRET).getBytes(UTF_8))).isTrue();
  }

  @Test
  void itIsNotFoundWhereItIsNot() {
    assertThat(CANARY.isIn("sings/at+dawn " + base64("in the mine"))).isFalse();
    assertThat(CANARY.isIn(new byte[] {1, 2, 3})).isFalse();
    assertThat(CANARY).hasToString("canary");
  }

  @Test
  void shortSecretIsNoCanary() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Canary("canary", "k"));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}

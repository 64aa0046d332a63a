package org.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAccessTest {

  private static final String SERVER = "https://castellan.example.org";

  private static ServerAccess access(String... pairs) {
    return ServerAccess.of(
        pairs.length == 2
            ? Map.of("CASTELLAN_SERVER", SERVER, pairs[0], pairs[1])
            : Map.of("CASTELLAN_SERVER", SERVER, pairs[0], pairs[1], pairs[2], pairs[3]));
  }

  @Test
  void theApiIsBelowTheAddress() {
    assertThat(access("CASTELLAN_TOKEN", "t").base()).hasToString(SERVER + "/api/v1");
    var deeper = Map.of("CASTELLAN_SERVER", SERVER + "/castellan/", "CASTELLAN_TOKEN", "t");
    assertThat(ServerAccess.of(deeper).base()).hasToString(SERVER + "/castellan/api/v1");
  }

  @Test
  void theTokenMayBeInAFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "cst_x\n");
    assertThat(access("CASTELLAN_TOKEN_FILE", file.toString()).token()).isEqualTo("cst_x");
    assertThatThrownBy(() -> access("CASTELLAN_TOKEN_FILE", directory.resolve("no").toString()))
        .hasMessageContaining("no: no such file or directory");
  }

  @Test
  void oneTokenIsEnough() {
    assertThatThrownBy(() -> access("CASTELLAN_TOKEN", "a", "CASTELLAN_TOKEN_FILE", "b"))
        .hasMessage("set either CASTELLAN_TOKEN or CASTELLAN_TOKEN_FILE");
    assertThatThrownBy(() -> access("CASTELLAN_TOKEN", " "))
        .hasMessage("set either CASTELLAN_TOKEN or CASTELLAN_TOKEN_FILE");
  }

  @Test
  void whatIsNoTokenIsNotShown() {
    assertThatThrownBy(() -> access("CASTELLAN_TOKEN", "canary canary"))
        .isInstanceOfSatisfying(
            CommandFailure.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
        .hasMessage("CASTELLAN_TOKEN does not hold a token");
    assertThat(access("CASTELLAN_TOKEN", "canary").toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "castellan.example.org",
        "ftp://a",
        "https://user:secret@host",
        "http://",
        "http://a b"
      })
  void whatIsNoAddressIsRefused(String address) {
    var variables = Map.of("CASTELLAN_SERVER", address, "CASTELLAN_TOKEN", "t");
    assertThatThrownBy(() -> ServerAccess.of(variables))
        .isInstanceOfSatisfying(
            CommandFailure.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
        .hasMessageNotContaining("secret");
  }
}

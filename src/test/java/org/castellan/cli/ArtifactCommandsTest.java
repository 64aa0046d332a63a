package org.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.castellan.testkit.TestDatabase;
import org.castellan.web.TestApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Against the whole API. */
class ArtifactCommandsTest {

  private static final String HELLO =
      "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  @SuppressWarnings("NullAway.Init")
  private CommandLineUser admin;

  @SuppressWarnings("NullAway.Init")
  private String organization;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @BeforeEach
  void makeUser() {
    admin = new CommandLineUser(api.address(), TestApi.ADMIN);
    organization = api.registry().organization().name();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void aFileGoesThereAndComesBack() throws IOException {
    assertThat(admin.ok("artifacts", "put", organization, file("hello ü.txt", "hello")))
        .contains(HELLO, "5 B", "hello ü.txt", "default-inline");
    Path copy = directory.resolve("copy.txt");
    assertThat(admin.ok("artifacts", "get", organization, HELLO, copy)).contains(copy.toString());
    assertThat(copy).hasContent("hello");
    assertThat(files()).containsExactlyInAnyOrder("hello ü.txt", "copy.txt");
  }

  @Test
  void anEmptyFileIsAnArtifactToo() throws IOException {
    String digest =
        Json.text(admin.json("artifacts", "put", organization, file("empty", "")).json(), "digest");
    assertThat(admin.ok("artifacts", "get", organization, digest, "-")).isEmpty();
  }

  @Test
  void anotherNameIsKeptWhenItIsGiven() throws IOException {
    admin.ok("artifacts", "put", organization, file("f", "hello"), "--name", "greeting.txt");
    assertThat(admin.ok("artifacts", "list", organization, "--file-name", "greeting"))
        .contains("greeting.txt", HELLO);
  }

  @Test
  void standardOutputGetsTheBytesAndNothingElse() throws IOException {
    admin.ok("artifacts", "put", organization, file("f", "hello"));
    assertThat(admin.ok("artifacts", "get", organization, HELLO.substring(7), "-"))
        .isEqualTo("hello");
  }

  @Test
  void aDirectoryGetsAFileNamedByItsDigest() throws IOException {
    admin.ok("artifacts", "put", organization, file("f", "hello"));
    admin.ok("artifacts", "get", organization, HELLO, directory);
    assertThat(directory.resolve(HELLO.substring(7))).hasContent("hello");
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyByForce() throws IOException {
    admin.ok("artifacts", "put", organization, file("f", "hello"));
    Path precious = file("precious", "precious");
    var refused = admin.run("artifacts", "get", organization, HELLO, precious);
    assertThat(refused.status()).isEqualTo(5);
    assertThat(refused.err()).contains("--force");
    assertThat(precious).hasContent("precious");
    admin.ok("artifacts", "get", organization, HELLO, precious, "--force");
    assertThat(precious).hasContent("hello");
  }

  @Test
  void whatIsNotThereIsRefusedAndLeavesNoFile() throws IOException {
    var refused =
        admin.run("artifacts", "get", organization, "0".repeat(64), directory.resolve("f"));
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("ARTIFACT_NOT_FOUND");
    assertThat(files()).isEmpty();
  }

  @Test
  void whatIsDeletedIsGone() throws IOException {
    admin.ok("artifacts", "put", organization, file("f", "hello"));
    assertThat(admin.ok("artifacts", "delete", organization, HELLO))
        .isEqualTo(HELLO + " is deleted\n");
    assertThat(admin.json("artifacts", "list", organization).items()).isEmpty();
  }

  @Test
  void theListIsFiltered() throws IOException {
    admin.ok("artifacts", "put", organization, file("a", "hello"));
    admin.ok("artifacts", "put", organization, file("b", "other"));
    assertThat(listed()).isEqualTo(2);
    assertThat(listed("--digest", HELLO)).isEqualTo(1);
    assertThat(listed("--backend", "default-inline")).isEqualTo(2);
    assertThat(listed("--uploaded-after", "2100-01-01T00:00:00Z")).isZero();
    assertThat(listed("--uploaded-before", "2000-01-01T00:00:00Z")).isZero();
  }

  /** One that is so large is asked about before its bytes are sent. */
  @Test
  void aFileThatTheBackendDoesNotTakeIsRefusedWithItsReason() throws IOException {
    var refused = admin.run("artifacts", "put", organization, file("f", "x".repeat(3 << 20)));
    assertThat(refused.status()).as(refused.err()).isEqualTo(1);
    assertThat(refused.err()).contains("(TOO_LARGE, HTTP 413)");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    Path absent = directory.resolve("absent");
    var failed = admin.run("artifacts", "put", organization, absent);
    assertThat(failed.status()).isEqualTo(5);
    assertThat(failed.err()).contains(absent.toString());
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() throws IOException {
    admin.ok("artifacts", "put", organization, file("f", "hello"));
    Path into = directory.resolve("absent").resolve("f");
    var failed = admin.run("artifacts", "get", organization, HELLO, into);
    assertThat(failed.status()).isEqualTo(5);
    assertThat(failed.err()).contains(directory.resolve("absent") + ": no such file or directory");
  }

  @Test
  void aTerminalSeesABarAndAPipeDoesNot() throws IOException {
    Path file = file("f", "hello");
    assertThat(admin.atTerminal().run("artifacts", "put", organization, file).err())
        .contains("hashing [##############################] 100% of 5 B", "sending [####");
    assertThat(admin.atTerminal().run("artifacts", "get", organization, HELLO, "-").err())
        .contains("receiving [####");
    assertThat(admin.run("artifacts", "put", organization, file).err()).isEmpty();
  }

  private int listed(String... filter) {
    return admin
        .json(
            Stream.concat(Stream.of("artifacts", "list", organization), Stream.of(filter))
                .toArray())
        .items()
        .size();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}

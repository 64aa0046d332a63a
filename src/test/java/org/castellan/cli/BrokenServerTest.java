package org.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.castellan.testkit.FalseServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are no Castellan, or one that breaks. */
class BrokenServerTest {

  private static final String HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  private CommandLineUser.Outcome run(FalseServer server, Object... arguments) {
    return new CommandLineUser(server.endpoint().toString(), "canary-token").run(arguments);
  }

  private CommandLineUser.Outcome get(FalseServer server, Path target, Object... more) {
    return run(
        server,
        Stream.concat(Stream.of("artifacts", "get", "acme", HELLO, target), Stream.of(more))
            .toArray());
  }

  @Test
  void bytesWithoutTheDigestAreNotKept() throws IOException {
    try (var server = FalseServer.answering(200, "hallo")) {
      var outcome = get(server, directory.resolve("f"));
      assertThat(outcome.status()).isEqualTo(4);
      assertThat(outcome.err()).contains("not sha256:" + HELLO);
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void bytesWithoutTheDigestDoNotReplaceAFile() throws IOException {
    Path precious = Files.writeString(directory.resolve("precious"), "precious");
    try (var server = FalseServer.answering(200, "hallo")) {
      assertThat(get(server, precious, "--force").status()).isEqualTo(4);
      assertThat(precious).hasContent("precious");
    }
  }

  @Test
  void bytesWithoutTheDigestDoNotReachStandardOutput() {
    try (var server = FalseServer.answering(200, "hallo")) {
      var outcome = run(server, "artifacts", "get", "acme", HELLO, "-");
      assertThat(outcome.status()).isEqualTo(4);
      assertThat(outcome.out()).isEmpty();
    }
  }

  @Test
  void aTransferThatBreaksLeavesNothing() throws IOException {
    String half = FalseServer.answer(200, "hello", "").replace("hello", "hel");
    try (var server = FalseServer.raw(half)) {
      var outcome = get(server, directory.resolve("f"));
      assertThat(outcome.status()).isEqualTo(3);
      assertThat(outcome.err()).contains("the connection broke");
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void anAnswerThatIsNoProblemDetailIsToldByItsStatus() {
    try (var server = FalseServer.answering(502, "<html>", "Content-Type: text/html\r\n")) {
      var outcome = run(server, "organizations", "list");
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.err()).contains("HTTP 502").doesNotContain("<html>");
    }
  }

  @Test
  void aRedirectionIsNotFollowedWithTheToken() {
    try (var other = FalseServer.answering(200, "{\"items\": []}");
        var server = FalseServer.answering(302, "", "Location: " + other.endpoint() + "\r\n")) {
      assertThat(run(server, "organizations", "list").status()).isEqualTo(1);
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void anAnswerThatIsNotJsonIsAFailure() {
    try (var server = FalseServer.answering(200, "<html>")) {
      assertThat(run(server, "organizations", "list").status()).isEqualTo(3);
    }
  }

  @Test
  void aProblemCannotSteerTheTerminal() {
    String problem =
        """
        {"title": "No\\u001b[2J", "status": 409, "reason": "R", "detail": "D\\rE", "incident": "I7"}
        """;
    try (var server =
        FalseServer.answering(409, problem, "Content-Type: application/problem+json\r\n")) {
      var outcome = run(server, "organizations", "list");
      assertThat(outcome.err())
          .isEqualTo(
              """
              castellan: No?[2J (R, HTTP 409)
                D?E
                The server's log has more about incident I7
              """);
    }
  }

  @Test
  void aNameCannotSteerTheTerminal() {
    try (var server = FalseServer.answering(200, "{\"items\": [{\"name\": \"a\\u001b[2Jb\"}]}")) {
      assertThat(run(server, "organizations", "list").out()).contains("a?[2Jb");
    }
  }

  @Test
  void aServerThatIsNotThereIsTold() {
    Map<String, String> nowhere =
        Map.of("CASTELLAN_SERVER", "http://nowhere.invalid", "CASTELLAN_TOKEN", "canary-token");
    var outcome = new CommandLineUser(nowhere, "", false).run("checkers", "list");
    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.err())
        .isEqualTo("castellan: cannot reach http://nowhere.invalid/api/v1: no such host\n");
  }

  @Test
  void theTokenIsSentAndNeverShown() {
    try (var server = FalseServer.answering(200, "{\"items\": []}")) {
      var outcome = run(server, "checkers", "list");
      assertThat(server.asked().get(0))
          .startsWith("GET /api/v1/checkers HTTP/1.1")
          .contains("Authorization: Bearer canary-token");
      assertThat(outcome.out() + outcome.err()).doesNotContain("canary");
    }
  }

  @Test
  void whatHoldsASlashIsOneSegment() {
    try (var server = FalseServer.answering(204, "")) {
      run(server, "backends", "delete", "a/../b", "c?d e");
      assertThat(server.asked().get(0))
          .startsWith("DELETE /api/v1/organizations/a%2F..%2Fb/cas-backends/c%3Fd%20e HTTP/1.1");
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}

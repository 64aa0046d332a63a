package org.castellan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.storage.Sha256;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store as Bazel's HTTP cache client talks to it. */
class CasApiTest {
  private static final byte[] HELLO = "hello".getBytes(UTF_8);
  private static final String DIGEST = Sha256.hex(HELLO);

  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private final Organization organization = api.registry().organization();
  private final String path = "/v1/organizations/" + organization.name();
  private final ApiClient writer = api.as(Role.WRITER, organization);
  private final ApiClient nobody = api.as("");

  @Test
  void aMissIsNotFoundAndThenItIsThere() {
    String blob = path + "/cas/" + DIGEST;
    assertThat(basic("GET", blob, new byte[0]).status()).isEqualTo(404);
    assertThat(basic("HEAD", blob, new byte[0]).status()).isEqualTo(404);
    assertThat(basic("PUT", blob, HELLO).status()).isEqualTo(201);
    assertThat(basic("PUT", blob, HELLO).status()).isEqualTo(200);

    var answer = basic("GET", blob, new byte[0]);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).isEqualTo(HELLO);
    assertThat(answer.header("Content-Length")).isEqualTo("5");
  }

  @Test
  void itIsTheSameStore() {
    writer.upload("POST", path + "/artifacts", HELLO);
    assertThat(writer.get(path + "/cas/" + DIGEST).bytes()).isEqualTo(HELLO);
    var part = writer.request(path + "/cas/" + DIGEST).header("Range", "bytes=1-2").GET();
    assertThat(writer.send(part).text()).isEqualTo("el");
  }

  @Test
  void headHasNoBody() throws IOException {
    writer.upload("PUT", path + "/cas/" + DIGEST, HELLO);
    String absent = "0".repeat(64);
    for (String sha256 : List.of(DIGEST, absent)) {
      String answer = raw("HEAD", path + "/cas/" + sha256);
      assertThat(answer).startsWith(sha256.equals(absent) ? "HTTP/1.1 404" : "HTTP/1.1 200");
      assertThat(answer).endsWith("\r\n\r\n");
    }
    assertThat(raw("HEAD", path + "/cas/" + DIGEST)).containsIgnoringCase("Content-Length: 5");
  }

  @Test
  void otherBytesAreRefusedAndNotKept() {
    String blob = path + "/cas/" + DIGEST;
    var answer = basic("PUT", blob, "hellO".getBytes(UTF_8));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.reason()).isEqualTo("DIGEST_MISMATCH");
    assertThat(basic("GET", blob, new byte[0]).reason()).isEqualTo("ARTIFACT_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "sha256:abc", "x"})
  void onlyDigestsAreNames(String name) {
    assertThat(writer.get(path + "/cas/" + name).reason()).isEqualTo("VALIDATION_FAILED");
  }

  @Test
  void readersMayNotWrite() {
    ApiClient reader = api.as(Role.READER, organization);
    assertThat(reader.upload("PUT", path + "/cas/" + DIGEST, HELLO).status()).isEqualTo(403);
  }

  /** A miss for who reads; for who writes a refusal that says why. */
  @Test
  void theActionCacheIsNotKept() {
    String entry = path + "/ac/" + DIGEST;
    for (ApiClient client : List.of(writer, nobody)) {
      var read = client.get(entry);
      assertThat(read.status()).isEqualTo(404);
      assertThat(read.json().getString("detail")).contains("no action cache");
      var written = client.upload("PUT", entry, HELLO);
      assertThat(written.status()).isEqualTo(405);
      assertThat(written.json().getString("detail")).contains("no action cache");
      assertThat(written.header("Allow")).isEqualTo("GET, HEAD");
    }
  }

  @Test
  void theTokenIsThePasswordOfAnyUser() {
    writer.upload("PUT", path + "/cas/" + DIGEST, HELLO);
    for (String user : List.of("", "token", "nä")) {
      assertThat(get("Basic " + encoded(Base64.getEncoder(), user)).status()).isEqualTo(200);
    }
    assertThat(get("basic  " + encoded(Base64.getEncoder().withoutPadding(), "ab")).status())
        .isEqualTo(200);
  }

  /** Bazel's own way of encoding. */
  @Test
  void theAlphabetForUrlsIsUnderstood() {
    writer.upload("PUT", path + "/cas/" + DIGEST, HELLO);
    String user =
        Stream.of("a", "ab", "abc", "a>", "a?", "ab>", "ab?", "abc>>>", "abc???")
            .filter(it -> encoded(Base64.getUrlEncoder(), it).matches(".*[-_].*"))
            .findFirst()
            .orElseThrow();
    assertThat(get("Basic " + encoded(Base64.getUrlEncoder(), user)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Basic", "Basic ====", "Basic YTpi", "Basic YTo=", "Basic YQ==", "Basic !"})
  void otherPasswordsAreNone(String header) {
    var answer = get(header);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=\"castellan\"");
  }

  /** A browser that remembers a password must not be made to use it elsewhere. */
  @Test
  void passwordsCountOnlyWhereClientsKnowNothingElse() {
    var request =
        nobody
            .request(path + "/artifacts")
            .header("Authorization", "Basic " + encoded(Base64.getEncoder(), "a"))
            .GET();
    assertThat(nobody.send(request).status()).isEqualTo(401);
  }

  private ApiClient.Answer get(String authorization) {
    return nobody.send(
        nobody.request(path + "/cas/" + DIGEST).header("Authorization", authorization).GET());
  }

  private ApiClient.Answer basic(String method, String path, byte[] bytes) {
    return nobody.upload(
        method,
        path,
        bytes,
        "Authorization",
        "Basic " + encoded(Base64.getUrlEncoder(), "bazel"),
        "Accept",
        "*/*",
        "User-Agent",
        "bazel/release 8.0.0");
  }

  private String encoded(Base64.Encoder encoder, String user) {
    return encoder.encodeToString((user + ":" + writer.token()).getBytes(UTF_8));
  }

  /** All that the server sends, to its end. */
  private String raw(String method, String path) throws IOException {
    String head =
        String.join(
            "\r\n",
            method + " /api" + path + " HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            "Authorization: Bearer " + writer.token(),
            "",
            "");
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), writer.base().getPort())) {
      socket.getOutputStream().write(head.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}

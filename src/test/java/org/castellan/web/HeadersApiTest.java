package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API's answers tell browsers. */
class HeadersApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private static Things things;

  @BeforeAll
  static void someThings() {
    things = Things.in(api);
  }

  /** Of each kind: what is there, what is not, what is refused, what has no body. */
  static Stream<List<String>> requests() {
    return Stream.of(
        List.of("GET", "/v1/openapi.json"),
        List.of("GET", "/health/live"),
        List.of("GET", "/metrics"),
        List.of("GET", "/v1/events"),
        List.of("GET", "/v1/organizations"),
        List.of("GET", "/v1/nothing"),
        List.of("OPTIONS", "/v1/organizations"),
        List.of("POST", "/v1/organizations"),
        List.of("GET", artifact()),
        List.of("HEAD", artifact()));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void everyAnswerKeepsBrowsersFromRunningLoadingFramingAndGuessing(List<String> request) {
    for (String token : List.of(TestApi.ADMIN, "")) {
      var answer = call(token, request.get(0), request.get(1));
      assertThat(answer.header("Content-Security-Policy"))
          .isEqualTo(
              "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
      assertThat(answer.response().headers().allValues("Cache-Control")).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  void noAnswerSetsACookieOrOpensTheApiToOtherOrigins(List<String> request) {
    var client = api.admin();
    var answer =
        client.send(
            client
                .request(request.get(1))
                .header("Cookie", "session=1")
                .header("Origin", "https://elsewhere.example.org")
                .header("Access-Control-Request-Method", "DELETE")
                .header("Access-Control-Request-Headers", "authorization")
                .method(request.get(0), BodyPublishers.noBody()));
    assertThat(answer.response().headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"))
        .doesNotContain("set-cookie", "Set-Cookie");
  }

  @Test
  void whatATokenGaveAccessToIsNotStored() {
    for (String path : List.of("/v1/organizations", "/metrics", "/v1/nothing")) {
      assertThat(api.admin().get(path).header("Cache-Control")).isEqualTo("no-store");
    }
    assertThat(api.as("").get("/v1/organizations").header("Cache-Control")).isEqualTo("no-store");
    assertThat(api.admin().get("/v1/openapi.json").header("Cache-Control")).isEqualTo("no-cache");
  }

  /** It may be kept by who asked for it, and asked about by its ETag each time. */
  @Test
  void aDownloadIsAnAttachmentOfNoTypeThatIsAskedAboutByItsEntityTag() {
    var answer = api.admin().get(artifact());
    assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(answer.header("Content-Disposition")).startsWith("attachment; filename=");
    assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
    var again =
        api.admin()
            .send(
                api.admin()
                    .request(artifact())
                    .header("If-None-Match", answer.header("ETag"))
                    .GET());
    assertThat(again.status()).isEqualTo(304);
  }

  private static String artifact() {
    return things.path() + "/artifacts/" + things.digest();
  }

  private static ApiClient.Answer call(String token, String method, String path) {
    var client = api.as(token);
    return client.send(client.request(path).method(method, BodyPublishers.noBody()));
  }
}

package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.castellan.organization.Organization;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field of every request, wrong in every way. */
class BadInputApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private static final String LONG = "x".repeat(5000);
  private static final String BACKENDS = "/v1/organizations/acme/cas-backends";
  private static final String TOKENS = "/v1/organizations/acme/tokens";
  private static final String INLINE = BACKENDS + "/default-inline";
  private static final String BACKEND = BACKENDS + "/store";
  private static final String CREATE =
      "\"name\":\"a\",\"provider\":\"STUB\",\"location\":\"l\",\"credentials\":{\"key\":\"k\"}";

  @BeforeAll
  static void someThings() {
    Organization acme = api.registry().organization("acme");
    assertThat(
            api.admin()
                .post(
                    "/v1/organizations/" + acme.name() + "/cas-backends",
                    "{\"name\":\"store\",\"provider\":\"STUB\",\"location\":\"l\","
                        + "\"credentials\":{\"key\":\"k\"}}")
                .status())
        .isEqualTo(201);
  }

  static Stream<List<String>> violations() {
    return Stream.of(
        // method, path, body, the fields that are named
        List.of("POST", "/v1/organizations", "{}", "name"),
        List.of("POST", "/v1/organizations", "{\"name\":null}", "name"),
        List.of("POST", "/v1/organizations", "{\"name\":7}", "name"),
        List.of("POST", "/v1/organizations", "{\"name\":\"\"}", "name"),
        List.of("POST", "/v1/organizations", "{\"name\":\"Acme\"}", "name"),
        List.of("POST", "/v1/organizations", "{\"name\":\"a.b\"}", "name"),
        List.of("POST", "/v1/organizations", "{\"name\":\"-a\"}", "name"),
        List.of("POST", "/v1/organizations", "{\"name\":\"" + "a".repeat(64) + "\"}", "name"),
        List.of("POST", "/v1/organizations", "{\"name\":{\"a\":1}}", "name"),
        List.of("POST", "/v1/organizations", "{\"name\":\"a\",\"name\":\"b\"}", "name"),
        List.of("POST", "/v1/organizations", "{\"name\":\"a\",\"quotaBytes\":-1}", "quotaBytes"),
        List.of("POST", "/v1/organizations", "{\"name\":\"a\",\"quotaBytes\":1.5}", "quotaBytes"),
        List.of("POST", "/v1/organizations", "{\"name\":\"a\",\"quotaBytes\":1e99}", "quotaBytes"),
        List.of("POST", "/v1/organizations", "{\"name\":\"a\",\"quotaBytes\":\"1\"}", "quotaBytes"),
        List.of("POST", "/v1/organizations", "{\"name\":\"a\",\"quotaBytes\":null}", "quotaBytes"),
        List.of("POST", "/v1/organizations", "{\"name\":\"a\",\"color\":1}", "color"),
        List.of("POST", "/v1/organizations", "{\"name\":\"a\",\"a.b\":1}", "a.b"),
        List.of("POST", "/v1/organizations", "[]", ""),
        List.of("POST", "/v1/organizations", "\"a\"", ""),
        List.of("POST", "/v1/organizations", "null", ""),
        List.of("PATCH", "/v1/organizations/acme", "{}", ""),
        List.of("PATCH", "/v1/organizations/acme", "{\"quotaBytes\":-1}", "quotaBytes"),
        List.of("PATCH", "/v1/organizations/acme", "{\"quotaBytes\":\"x\"}", "quotaBytes"),
        List.of("PATCH", "/v1/organizations/acme", "{\"quotaBytes\":1,\"name\":\"b\"}", "name"),
        List.of("POST", TOKENS, "{}", "name,role"),
        List.of("POST", TOKENS, "{\"name\":\"\",\"role\":\"owner\"}", "name"),
        List.of("POST", TOKENS, "{\"name\":\"  \",\"role\":\"owner\"}", "name"),
        List.of("POST", TOKENS, "{\"name\":\"\\u0000\",\"role\":\"owner\"}", "name"),
        List.of("POST", TOKENS, "{\"name\":\"\\ud800\",\"role\":\"owner\"}", "name"),
        List.of("POST", TOKENS, "{\"name\":\"" + LONG + "\",\"role\":\"owner\"}", "name"),
        List.of("POST", TOKENS, "{\"name\":[],\"role\":\"admin\"}", "name,role"),
        List.of("POST", TOKENS, "{\"name\":\"a\",\"role\":3}", "role"),
        List.of(
            "POST",
            TOKENS,
            "{\"name\":\"a\",\"role\":\"owner\",\"expiresAt\":\"tomorrow\"}",
            "expiresAt"),
        List.of(
            "POST",
            TOKENS,
            "{\"name\":\"a\",\"role\":\"owner\",\"expiresAt\":\"2001-01-01T00:00:00Z\"}",
            "expiresAt"),
        List.of(
            "POST",
            TOKENS,
            "{\"name\":\"a\",\"role\":\"owner\",\"expiresAt\":\"+99999-01-01T00:00:00Z\"}",
            "expiresAt"),
        List.of("POST", TOKENS, "{\"name\":\"a\",\"role\":\"owner\",\"id\":1}", "id"),
        List.of("POST", BACKENDS, "{}", "name,provider,location,credentials"),
        List.of("POST", BACKENDS, backend("\"name\":\"B\"", "name"), "name"),
        List.of("POST", BACKENDS, backend("\"provider\":\"INLINE\"", "provider"), "provider"),
        List.of("POST", BACKENDS, backend("\"provider\":\"FTP\"", "provider"), "provider"),
        List.of("POST", BACKENDS, backend("\"provider\":1", "provider"), "provider"),
        List.of("POST", BACKENDS, backend("\"location\":\"\"", "location"), "location"),
        List.of("POST", BACKENDS, backend("\"location\":\"" + LONG + "\"", "location"), "location"),
        List.of("POST", BACKENDS, backend("\"location\":true", "location"), "location"),
        List.of("POST", BACKENDS, backend("\"credentials\":\"k\"", "credentials"), "credentials"),
        List.of("POST", BACKENDS, backend("\"credentials\":{}", "credentials"), "credentials.key"),
        List.of(
            "POST",
            BACKENDS,
            backend("\"credentials\":{\"key\":5}", "credentials"),
            "credentials.key"),
        List.of(
            "POST",
            BACKENDS,
            backend("\"credentials\":{\"key\":\"" + LONG + "\"}", "credentials"),
            "credentials.key"),
        List.of(
            "POST",
            BACKENDS,
            backend("\"credentials\":{\"key\":\"a\",\"key\":\"b\"}", "credentials"),
            "credentials.key"),
        List.of(
            "POST",
            BACKENDS,
            backend("\"credentials\":{\"key\":{\"a\":{}}}", "credentials"),
            "credentials.key"),
        List.of("POST", BACKENDS, "{" + CREATE + ",\"description\":1}", "description"),
        List.of(
            "POST", BACKENDS, "{" + CREATE + ",\"description\":\"" + LONG + "\"}", "description"),
        List.of("POST", BACKENDS, "{" + CREATE + ",\"default\":\"yes\"}", "default"),
        List.of("POST", BACKENDS, "{" + CREATE + ",\"fallback\":null}", "fallback"),
        List.of(
            "POST", BACKENDS, "{" + CREATE + ",\"default\":true,\"fallback\":true}", "fallback"),
        List.of("POST", BACKENDS, "{" + CREATE + ",\"maxBytes\":10485759}", "maxBytes"),
        List.of("POST", BACKENDS, "{" + CREATE + ",\"maxBytes\":\"big\"}", "maxBytes"),
        List.of("POST", BACKENDS, "{" + CREATE + ",\"status\":\"OK\"}", "status"),
        List.of(
            "POST",
            BACKENDS,
            "{\"name\":1,\"x\":2,\"maxBytes\":3}",
            "provider,location,credentials,name,maxBytes,x"),
        List.of("PATCH", BACKEND, "{}", ""),
        List.of("PATCH", BACKEND, "{\"name\":\"other\"}", "name"),
        List.of(
            "PATCH", BACKEND, "{\"provider\":\"STUB\",\"location\":\"m\"}", "provider,location"),
        List.of("PATCH", BACKEND, "{\"description\":null}", "description"),
        List.of("PATCH", BACKEND, "{\"default\":1}", "default"),
        List.of("PATCH", BACKEND, "{\"default\":true,\"fallback\":true}", "fallback"),
        List.of("PATCH", BACKEND, "{\"maxBytes\":1}", "maxBytes"),
        List.of("PATCH", BACKEND, "{\"maxBytes\":-1}", "maxBytes"),
        List.of("PATCH", BACKEND, "{\"credentials\":[]}", "credentials"),
        List.of("PATCH", BACKEND, "{\"credentials\":{\"key\":\"\"}}", "credentials.key"),
        List.of("PATCH", INLINE, "{\"maxBytes\":20000000}", "maxBytes"),
        List.of("PATCH", INLINE, "{\"credentials\":{\"key\":\"k\"}}", "credentials"),
        List.of("PATCH", "/v1/checkers/defaults", "{}", "paused"),
        List.of("PATCH", "/v1/checkers/defaults", "{\"paused\":\"true\"}", "paused"),
        List.of("PATCH", "/v1/checkers/defaults", "{\"paused\":true,\"interval\":1}", "interval"));
  }

  private static String backend(String replacement, String field) {
    String others =
        Stream.of(CREATE.split(",", -1))
            .filter(member -> !member.startsWith("\"" + field + "\""))
            .reduce((one, other) -> one + "," + other)
            .orElseThrow();
    return "{" + others + "," + replacement + "}";
  }

  @ParameterizedTest
  @MethodSource("violations")
  void everyWrongFieldIsNamed(List<String> request) {
    var answer = api.admin().json(request.get(0), request.get(1), request.get(2));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.reason()).isEqualTo("VALIDATION_FAILED");
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().getJsonArray("violations").getValuesAs(JsonObject.class))
        .extracting(violation -> violation.getString("field"))
        .containsExactlyInAnyOrder(request.get(3).split(",", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"name\"}",
        "{\"name\":\"a\"",
        "{\"name\":\"a\"} x",
        "{name:\"a\"}",
        "{}{}",
        "{\"name\":\"a\",}",
        "{\"a\":[[1,]}",
        "{\"a\":[1",
        "{\"a\":{\"b\":[}}",
        "{\"name\":'a'}"
      })
  void malformedJsonIsRefused(String body) {
    var answer = api.admin().post("/v1/organizations", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.reason()).isEqualTo("MALFORMED_JSON");
  }

  @Test
  void deepNestingDoesNotExhaustTheStack() {
    var nested = "{\"a\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
    assertThat(api.admin().post("/v1/organizations", nested).status()).isEqualTo(400);
  }

  @Test
  void bodyOfOtherBytesThanUtf8IsRefused() {
    byte[] latin = "{\"name\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    var answer =
        api.admin().upload("POST", "/v1/organizations", latin, "Content-Type", "application/json");
    assertThat(answer.reason()).isEqualTo("MALFORMED_JSON");
  }

  @Test
  void tooLargeBodyIsRefused() {
    String body = "{\"name\":\"" + "a".repeat(70_000) + "\"}";
    var answer = api.admin().post("/v1/organizations", body);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.reason()).isEqualTo("BODY_TOO_LARGE");
  }

  @ParameterizedTest
  @CsvSource({"text/plain", "application/x-www-form-urlencoded", "application/xml", "''"})
  void onlyJsonIsRead(String type) {
    var headers = type.isEmpty() ? new String[0] : new String[] {"Content-Type", type};
    var answer =
        api.admin()
            .upload(
                "POST", "/v1/organizations", BodyPublishers.ofString("{\"name\":\"z\"}"), headers);
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.reason()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pageSize=0",
        "pageSize=501",
        "pageSize=x",
        "pageSize=",
        "pageSize=-1",
        "pageToken=x",
        "pageToken=",
        "pageToken=%00",
        "pageToken=YWJj",
        "purge=true",
        "pageSize=1&pageSize=2",
        "PageSize=3"
      })
  void wrongQueryIsRefused(String query) {
    for (String path : List.of("/v1/organizations", BACKENDS, TOKENS, "/v1/audit-events")) {
      var answer = api.admin().get(path + "?" + query);
      assertThat(answer.status()).as(path).isEqualTo(400);
      assertThat(answer.reason()).isEqualTo("VALIDATION_FAILED");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/nothing,404,NOT_FOUND",
    "GET,/v1/nothing,404,NOT_FOUND",
    "GET,/application.wadl,404,NOT_FOUND",
    "GET,/v1/organizations/nobody,404,NOT_FOUND",
    "GET,/v1/organizations/acme/nothing,404,NOT_FOUND",
    "GET,/v1/organizations/acme/cas-backends/nothing,404,NOT_FOUND",
    "DELETE,/v1/organizations/acme/tokens/nothing,404,NOT_FOUND",
    "GET,/v1/checkers/nothing,404,NOT_FOUND",
    "GET,/v1/checkers/nothing/ticks,404,NOT_FOUND",
    "POST,/v1/checkers/nothing/ticks,404,NOT_FOUND",
    "PUT,/v1/organizations,405,METHOD_NOT_ALLOWED",
    "OPTIONS,/v1/organizations,405,METHOD_NOT_ALLOWED",
    "BREW,/v1/organizations,405,METHOD_NOT_ALLOWED",
    "DELETE,/v1/organizations/acme/cas-backends/default-inline,409,INLINE_BACKEND",
    "POST,/v1/organizations/acme/cas-backends/default-inline/revalidate,409,INLINE_BACKEND",
    "GET,/v1/organizations/acme/artifacts/sha256:xyz,400,VALIDATION_FAILED",
    "DELETE,/v1/organizations/acme?purge=yes,400,VALIDATION_FAILED",
    "GET,/v1/organizations/acme/artifacts?digest=xyz,400,VALIDATION_FAILED",
    "GET,/v1/organizations/acme/artifacts?digest=,400,VALIDATION_FAILED",
    "GET,/v1/organizations/acme/artifacts?fileName=,400,VALIDATION_FAILED",
    "GET,/v1/organizations/acme/artifacts?fileName=%00,400,VALIDATION_FAILED",
    "GET,/v1/organizations/acme/artifacts?backend=A,400,VALIDATION_FAILED",
    "GET,/v1/organizations/acme/artifacts?uploadedAfter=today,400,VALIDATION_FAILED",
    "GET,/v1/organizations/acme/artifacts?uploadedBefore=%2B99999-01-01T00:00:00Z,400,VALIDATION_FAILED",
    "GET,/v1/organizations/acme/artifacts?color=1,400,VALIDATION_FAILED",
    "PUT,/v1/organizations/acme/artifacts/md5:abc,400,VALIDATION_FAILED"
  })
  void everyRefusalIsAProblem(String method, String path, int status, String reason) {
    var answer = api.admin().upload(method, path, BodyPublishers.noBody());
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.reason()).isEqualTo(reason);
    assertThat(answer.json().getInt("status")).isEqualTo(status);
    assertThat(answer.json().getString("detail")).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nonsense", "/", "a/b;c=\"", "application/json;q=2", "application/json;q=x"})
  void mediaTypesThatCannotBeReadAreAProblem(String type) {
    var accepting = api.admin().request("/v1/organizations").header("Accept", type).GET();
    var accepted = api.admin().send(accepting);
    assertThat(accepted.status()).isEqualTo(406);
    assertThat(accepted.reason()).isEqualTo("NOT_ACCEPTABLE");
    var sent =
        api.admin()
            .upload(
                "POST", "/v1/organizations", BodyPublishers.ofString("{}"), "Content-Type", type);
    assertThat(sent.status()).isEqualTo(415);
    assertThat(sent.reason()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void unacceptableAnswerIsAProblem() {
    var request = api.admin().request("/v1/organizations").header("Accept", "image/png").GET();
    assertThat(api.admin().send(request).reason()).isEqualTo("NOT_ACCEPTABLE");
  }
}

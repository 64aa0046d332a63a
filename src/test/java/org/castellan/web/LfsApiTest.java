package org.castellan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.storage.Sha256;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Git LFS server API, by its specification. {@code LfsIT} has git-lfs itself. */
class LfsApiTest {
  private static final String TYPE = "application/vnd.git-lfs+json";
  private static final byte[] HELLO = "hello".getBytes(UTF_8);

  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private final Organization organization = api.registry().organization();
  private final String path = "/v1/organizations/" + organization.name();
  private final ApiClient writer = api.as(Role.WRITER, organization);
  private final ApiClient reader = api.as(Role.READER, organization);

  @BeforeEach
  void healthyStub() {
    api.stub().broken = false;
    api.stub().objects.clear();
  }

  @Test
  void anObjectGoesWhereTheBatchSaysAndComesBack() {
    JsonObject actions = only(batch(writer, "upload", object(HELLO))).getJsonObject("actions");
    String href = href(actions, "upload");
    assertThat(URI.create(href)).isEqualTo(URI.create(writer.base() + transfer(HELLO)));

    assertThat(send(writer, "PUT", href, HELLO).status()).isEqualTo(201);
    var verified = post(writer, under(writer, href(actions, "verify")), object(HELLO));
    assertThat(verified.status()).as(verified.text()).isEqualTo(200);
    assertThat(verified.header("Content-Type")).isEqualTo(TYPE);

    JsonObject answer = batch(reader, "download", object(HELLO));
    assertThat(answer.getString("transfer")).isEqualTo("basic");
    assertThat(answer.getString("hash_algo")).isEqualTo("sha256");
    String download = href(only(answer).getJsonObject("actions"), "download");
    assertThat(reader.get(under(reader, download)).bytes()).isEqualTo(HELLO);
    assertThat(reader.head(under(reader, download)).header("Content-Length")).isEqualTo("5");
  }

  /** Else the answer would hold a secret: git-lfs asks its own helpers for credentials. */
  @Test
  void actionsCarryNoCredentials() {
    assertThat(batch(writer, "upload", object(HELLO)).toString())
        .doesNotContain("header", "authenticated", writer.token());
  }

  @Test
  void whatIsThereIsNotSentAgain() {
    upload(HELLO);
    JsonObject answer = only(batch(writer, "upload", object(HELLO)));
    assertThat(answer).doesNotContainKeys("actions", "error");
    assertThat(answer.getString("oid")).isEqualTo(Sha256.hex(HELLO));
    assertThat(answer.getInt("size")).isEqualTo(5);
  }

  @Test
  void anArtifactIsAnObjectHoweverItCame() {
    upload(HELLO);
    assertThat(writer.get(path + "/artifacts/sha256:" + Sha256.hex(HELLO)).bytes())
        .isEqualTo(HELLO);
  }

  @Test
  void eachObjectHasItsOwnError() {
    upload(HELLO);
    String there = Sha256.hex(HELLO);
    String objects =
        String.join(
            ",",
            object(HELLO),
            object("absent".getBytes(UTF_8)),
            pointer(there, 6),
            pointer(there, -1),
            pointer("abc", 5),
            pointer(there.toUpperCase(java.util.Locale.ROOT), 5));
    assertThat(codes(batch(reader, "download", objects)))
        .containsExactly(0, 404, 422, 422, 422, 422);
    assertThat(codes(batch(writer, "upload", objects))).containsExactly(0, 0, 422, 422, 422, 422);
  }

  @Test
  void whatIsTooLargeIsSaidBeforeItIsSent() {
    String objects = pointer("a".repeat(64), 512_000) + "," + pointer("b".repeat(64), 512_001);
    assertThat(codes(batch(writer, "upload", objects))).containsExactly(0, 413);
  }

  @Test
  void whatExceedsTheQuotaIsSaidBeforeItIsSent() {
    upload(new byte[1000]);
    api.admin().patch(path, "{\"quotaBytes\":4000}");
    Stream<String> objects =
        Stream.of(
            object(new byte[1000]),
            pointer("a".repeat(64), 2000),
            pointer("a".repeat(64), 2000),
            pointer("b".repeat(64), 2000),
            pointer("b".repeat(64), 2000),
            pointer("c".repeat(64), 1000));
    assertThat(codes(batch(writer, "upload", String.join(",", objects.toList()))))
        .containsExactly(0, 0, 0, 507, 507, 0);
    assertThat(codes(batch(writer, "upload", pointer("a".repeat(64), 3001)))).containsExactly(507);
    assertThat(codes(batch(writer, "upload", pointer("a".repeat(64), 3000)))).containsExactly(0);
  }

  @Test
  void onlyWhatIsMissingNeedsAValidBackend() {
    upload(HELLO);
    useStub();
    byte[] lost = "lost".getBytes(UTF_8);
    upload(lost);
    api.stub().broken = true;
    byte[] other = "other".getBytes(UTF_8);
    var refused = writer.upload("PUT", transfer(other), other);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.json().getString("message")).isEqualTo(StubProvider.FAILURE.error());

    JsonObject answer =
        batch(writer, "upload", object(HELLO) + "," + object(other) + "," + object(lost));
    assertThat(codes(answer)).containsExactly(0, 503, 503);
    assertThat(answer.getJsonArray("objects").getJsonObject(1).getJsonObject("error"))
        .asString()
        .contains("Neither the default backend store nor a fallback can be used.");
    assertThat(codes(batch(reader, "download", object(lost)))).containsExactly(0);
  }

  @Test
  void readersMayNotUpload() {
    var answer = post(reader, path + "/lfs/objects/batch", request("upload", object(HELLO)));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().getString("message")).contains("downloads only");
  }

  @Test
  void otherBytesAreRefused() {
    var answer = writer.upload("PUT", transfer(HELLO), "hellO".getBytes(UTF_8));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("reason")).isEqualTo("DIGEST_MISMATCH");
    assertThat(codes(batch(reader, "download", object(HELLO)))).containsExactly(404);
    assertThat(post(writer, path + "/lfs/objects/verify", object(HELLO)).status()).isEqualTo(404);
  }

  @Test
  void verificationLooksAtTheSize() {
    upload(HELLO);
    String verify = path + "/lfs/objects/verify";
    assertThat(post(reader, verify, object(HELLO)).status()).isEqualTo(200);
    assertThat(post(reader, verify, pointer(Sha256.hex(HELLO), 6)).status()).isEqualTo(422);
    assertThat(post(reader, verify, pointer("abc", 6)).status()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "{} 422 LFS_REQUEST_INVALID",
        "{\"operation\":\"download\"} 422 LFS_REQUEST_INVALID",
        "{\"operation\":\"delete\",\"objects\":[]} 422 LFS_REQUEST_INVALID",
        "{\"operation\":\"download\",\"objects\":[{}]} 422 LFS_REQUEST_INVALID",
        "{\"operation\":\"download\",\"objects\":[{\"oid\":\"a\",\"size\":1.5}]} 422 LFS_REQUEST_INVALID",
        "{\"operation\":\"download\",\"objects\":[{\"oid\":\"a\",\"size\":1e19}]} 422 LFS_REQUEST_INVALID",
        "{\"operation\":\"download\",\"objects\":[{\"oid\":\"a\",\"size\":\"1\"}]} 422 LFS_REQUEST_INVALID",
        "{\"operation\":\"download\",\"transfers\":[\"tus\"],\"objects\":[]} 422 LFS_REQUEST_INVALID",
        "{\"operation\":\"download\",\"hash_algo\":\"sha512\",\"objects\":[]} 409 HASH_ALGORITHM_UNSUPPORTED",
        "{\"operation\":\"download\",\"objects\":[} 400 MALFORMED_JSON",
        "{}{} 400 MALFORMED_JSON",
        "[] 400 VALIDATION_FAILED",
      })
  void aBatchThatCannotBeUnderstoodIsRefusedAsAWhole(String body, int status, String reason) {
    var answer = post(reader, path + "/lfs/objects/batch", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo(TYPE);
    assertThat(answer.json().getString("reason")).isEqualTo(reason);
    assertThat(answer.json().getString("message")).isNotBlank();
    assertThat(answer.json().getString("documentation_url"))
        .isEqualTo(api.admin().base() + "/v1/openapi.json");
  }

  @Test
  void batchesAreBounded() {
    String thousand =
        String.join(
            ",", IntStream.range(0, 1000).mapToObj(i -> pointer("%064x".formatted(i), i)).toList());
    assertThat(batch(reader, "download", thousand).getJsonArray("objects")).hasSize(1000);
    String more = request("download", thousand + "," + object(HELLO));
    assertThat(post(reader, path + "/lfs/objects/batch", more).status()).isEqualTo(413);
    String large = request("download", "\"" + "x".repeat(300_000) + "\"");
    assertThat(post(reader, path + "/lfs/objects/batch", large).status()).isEqualTo(413);
  }

  @Test
  void deepNestingDoesNotExhaustTheStack() {
    String nested = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    var answer = post(reader, path + "/lfs/objects/batch", nested);
    assertThat(answer.json().getString("reason")).isEqualTo("MALFORMED_JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"transfers\":[\"lfs-standalone-file\",\"basic\",\"ssh\"]",
        "\"transfers\":null",
        "\"ref\":{\"name\":\"refs/heads/main\"}",
        "\"hash_algo\":\"sha256\"",
        "\"of\":{\"the\":[\"future\",{}]}"
      })
  void whatElseClientsSendIsUnderstoodOrLeftAlone(String member) {
    String body = "{%s,\"operation\":\"download\",\"objects\":[]}".formatted(member);
    var answer =
        reader.upload(
            "POST",
            path + "/lfs/objects/batch",
            body.getBytes(UTF_8),
            "Content-Type",
            TYPE + "; charset=utf-8",
            "Accept",
            TYPE);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().getJsonArray("objects")).isEmpty();
  }

  @Test
  void otherMediaTypesAreRefused() {
    var answer =
        reader.upload("POST", path + "/lfs/objects/batch", HELLO, "Content-Type", "text/plain");
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.header("Content-Type")).isEqualTo(TYPE);
  }

  @Test
  void whoSendsNoTokenIsAskedForAPassword() {
    for (String token : List.of("", "nonsense")) {
      var answer = post(api.as(token), path + "/lfs/objects/batch", request("download", ""));
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("LFS-Authenticate"))
          .isEqualTo(answer.header("WWW-Authenticate"))
          .startsWith("Basic realm=");
      assertThat(answer.json().getString("message")).isNotBlank();
      assertThat(answer.json()).doesNotContainKey("request_id");
    }
  }

  /** What makes git-lfs go on without locks, whether or not it has sent credentials. */
  @ParameterizedTest
  @CsvSource({"POST,/locks/verify", "GET,/locks", "POST,/locks", "POST,/locks/1/unlock"})
  void thereAreNoLocks(String method, String locks) {
    for (ApiClient client : List.of(writer, api.as(""))) {
      String at = path + "/lfs" + locks;
      var answer = method.equals("GET") ? client.get(at) : client.json(method, at, "{}");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.header("Content-Type")).isEqualTo(TYPE);
      assertThat(answer.json().getString("message")).contains("no Git LFS locks");
    }
  }

  @Test
  void whatIsNotThereAnswersInTheSameForm() {
    var answer = writer.get(path + "/lfs/nothing");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().getString("message")).isNotBlank();
  }

  /** Promise 7. */
  @Test
  void anothersObjectsAnswerAsNone() {
    upload(HELLO);
    Organization another = api.registry().organization();
    String others = "/v1/organizations/" + another.name() + "/lfs/objects/";
    ApiClient owner = api.as(Role.OWNER, another);
    assertThat(codes(post(owner, others + "batch", request("download", object(HELLO))).json()))
        .containsExactly(404);
    assertThat(
            only(post(owner, others + "batch", request("upload", object(HELLO))).json())
                .getJsonObject("actions"))
        .containsKey("upload");
    assertThat(post(owner, others + "verify", object(HELLO)).status()).isEqualTo(404);
    assertThat(post(owner, path + "/lfs/objects/batch", request("download", "")).status())
        .isEqualTo(404);
  }

  private void upload(byte[] bytes) {
    var answer = writer.upload("PUT", transfer(bytes), bytes);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private void useStub() {
    var created =
        api.admin()
            .post(
                path + "/cas-backends",
                "{\"name\":\"store\",\"provider\":\"STUB\",\"location\":\"l\",\"default\":true,"
                    + "\"credentials\":{\"key\":\"k\"}}");
    assertThat(created.status()).as(created.text()).isEqualTo(201);
  }

  private String transfer(byte[] bytes) {
    return path + "/lfs/objects/" + Sha256.hex(bytes);
  }

  private JsonObject batch(ApiClient client, String operation, String objects) {
    var answer = post(client, path + "/lfs/objects/batch", request(operation, objects));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo(TYPE);
    return answer.json();
  }

  private static ApiClient.Answer post(ApiClient client, String path, String body) {
    return client.upload("POST", path, body.getBytes(UTF_8), "Content-Type", TYPE);
  }

  private static ApiClient.Answer send(ApiClient client, String method, String href, byte[] bytes) {
    return client.upload(method, under(client, href), bytes);
  }

  /** A path of the API out of an answer's address. */
  private static String under(ApiClient client, String href) {
    assertThat(href).startsWith(client.base().toString());
    return href.substring(client.base().toString().length());
  }

  private static String request(String operation, String objects) {
    return "{\"operation\":\"%s\",\"transfers\":[\"basic\"],\"objects\":[%s]}"
        .formatted(operation, objects);
  }

  private static String object(byte[] bytes) {
    return pointer(Sha256.hex(bytes), bytes.length);
  }

  private static String pointer(String oid, long size) {
    return "{\"oid\":\"%s\",\"size\":%d}".formatted(oid, size);
  }

  private static JsonObject only(JsonObject answer) {
    assertThat(answer.getJsonArray("objects")).hasSize(1);
    return answer.getJsonArray("objects").getJsonObject(0);
  }

  private static String href(JsonObject actions, String action) {
    return actions.getJsonObject(action).getString("href");
  }

  /** Of each object its error's code, or 0. */
  private static List<Integer> codes(JsonObject answer) {
    return answer.getJsonArray("objects").getValuesAs(JsonObject.class).stream()
        .map(
            object ->
                object.containsKey("error") ? object.getJsonObject("error").getInt("code") : 0)
        .toList();
  }
}

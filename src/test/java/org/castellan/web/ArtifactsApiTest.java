package org.castellan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.castellan.organization.Organization;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 6: nothing is acknowledged that is not held, nothing ends well with other bytes. */
class ArtifactsApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private Organization organization = api.registry().organization();
  private String artifacts = "/v1/organizations/" + organization.name() + "/artifacts";

  @BeforeEach
  void healthyStub() {
    api.stub().broken = false;
    api.stub().objects.clear();
  }

  @Test
  void putAnswersNewOnceAndThenThere() {
    byte[] bytes = "hello".getBytes(UTF_8);
    String path = artifacts + "/" + digest(bytes);
    var first =
        api.admin()
            .upload("PUT", path, bytes, "Content-Disposition", "attachment; filename=\"h.txt\"");
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(first.header("Castellan-Backend")).isEqualTo("default-inline");
    assertThat(first.header("Location")).endsWith(path);
    assertThat(first.json().getString("digest")).isEqualTo(digest(bytes));
    assertThat(first.json().getInt("size")).isEqualTo(5);
    assertThat(first.json().getString("fileName")).isEqualTo("h.txt");
    assertThat(first.json().getString("backend")).isEqualTo("default-inline");
    assertThat(api.admin().upload("PUT", path, bytes).status()).isEqualTo(200);
  }

  /** Some servers and proxies refuse it. */
  @Test
  void pathsMayDoWithoutAColon() {
    byte[] bytes = "no colon".getBytes(UTF_8);
    String path = artifacts + "/" + inPath(digest(bytes));
    assertThat(api.admin().upload("PUT", path, bytes).status()).isEqualTo(201);
    assertThat(api.admin().get(path).bytes()).isEqualTo(bytes);
    assertThat(api.admin().get(artifacts + "/" + digest(bytes)).bytes()).isEqualTo(bytes);
    assertThat(api.admin().delete(path).status()).isEqualTo(204);
    assertThat(api.admin().get(path.replace("sha256-", "sha256_")).reason())
        .isEqualTo("VALIDATION_FAILED");
  }

  @Test
  void getAnswersBytesAndHeaders() throws Exception {
    byte[] bytes = "hello".getBytes(UTF_8);
    var posted =
        api.admin()
            .upload(
                "POST",
                artifacts,
                bytes,
                "Content-Disposition",
                "attachment; filename*=UTF-8''../na%C3%AFve%22.txt");
    assertThat(posted.status()).isEqualTo(201);
    assertThat(posted.header("Location")).endsWith(inPath(digest(bytes)));
    for (boolean head : new boolean[] {false, true}) {
      String path = artifacts + "/" + digest(bytes);
      var answer = head ? api.admin().head(path) : api.admin().get(path);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.bytes()).isEqualTo(head ? new byte[0] : bytes);
      assertThat(answer.header("Content-Length")).isEqualTo("5");
      assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
      assertThat(answer.header("ETag")).isEqualTo("\"" + digest(bytes) + "\"");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Content-Disposition"))
          .isEqualTo("attachment; filename=\"na_ve_.txt\"; filename*=UTF-8''na%C3%AFve%22.txt");
      assertThat(answer.header("Repr-Digest"))
          .isEqualTo(
              "sha-256=:"
                  + Base64.getEncoder()
                      .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes))
                  + ":");
    }
  }

  @Test
  void unchangedArtifactIsNotSentAgain() {
    byte[] bytes = "hello".getBytes(UTF_8);
    api.admin().upload("POST", artifacts, bytes);
    var request =
        api.admin()
            .request(artifacts + "/" + digest(bytes))
            .header("If-None-Match", "\"" + digest(bytes) + "\"")
            .GET();
    assertThat(api.admin().send(request).status()).isEqualTo(304);
  }

  @Test
  void wrongDigestLeavesNothing() {
    useStub(10 << 20);
    byte[] bytes = "hello".getBytes(UTF_8);
    String path = artifacts + "/" + digest("other".getBytes(UTF_8));
    assertThat(api.admin().upload("PUT", path, bytes).reason()).isEqualTo("DIGEST_MISMATCH");
    assertThat(api.admin().uploadInChunks("PUT", path, new ByteArrayInputStream(bytes)).reason())
        .isEqualTo("DIGEST_MISMATCH");
    assertThat(api.stub().objects).isEmpty();
    assertThat(api.admin().get(path).reason()).isEqualTo("ARTIFACT_NOT_FOUND");
    assertThat(api.admin().head(path).status()).isEqualTo(404);
  }

  @Test
  void wrongDigestOfAnArtifactThatIsThereIsRefusedToo() {
    byte[] bytes = "hello".getBytes(UTF_8);
    api.admin().upload("POST", artifacts, bytes);
    String path = artifacts + "/" + digest(bytes);
    assertThat(api.admin().upload("PUT", path, "hellO".getBytes(UTF_8)).reason())
        .isEqualTo("DIGEST_MISMATCH");
    assertThat(api.admin().get(path).bytes()).isEqualTo(bytes);
  }

  @Test
  void emptyArtifactIsAnArtifact() {
    assertThat(
            api.admin().upload("PUT", artifacts + "/" + digest(new byte[0]), new byte[0]).status())
        .isEqualTo(201);
    assertThat(api.admin().get(artifacts + "/" + digest(new byte[0])).bytes()).isEmpty();
  }

  @Test
  void tooLargeIsRefusedHoweverItComes() {
    byte[] bytes = new byte[512_001];
    String path = artifacts + "/" + digest(bytes);
    assertThat(api.admin().upload("PUT", path, bytes).reason()).isEqualTo("TOO_LARGE");
    assertThat(api.admin().upload("POST", artifacts, bytes).reason()).isEqualTo("TOO_LARGE");
    assertThat(
            api.admin().uploadInChunks("POST", artifacts, new ByteArrayInputStream(bytes)).reason())
        .isEqualTo("TOO_LARGE");
    assertThat(api.admin().uploadInChunks("PUT", path, new ByteArrayInputStream(bytes)).reason())
        .isEqualTo("TOO_LARGE");
    byte[] largest = new byte[512_000];
    assertThat(api.admin().upload("POST", artifacts, largest).status()).isEqualTo(201);
  }

  @Test
  void quotaHoldsUnderConcurrentUploads() throws Exception {
    api.admin().patch("/v1/organizations/" + organization.name(), "{\"quotaBytes\":3000}");
    List<Integer> statuses =
        atOnce(8, i -> api.admin().upload("POST", artifacts, random(1000, i)).status());
    assertThat(statuses).containsOnly(201, 413);
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(3);
    var refused = api.admin().upload("POST", artifacts, random(1, 99));
    assertThat(refused.reason()).isEqualTo("QUOTA_EXCEEDED");
  }

  @Test
  void concurrentUploadsOfOneArtifactMakeItOnce() throws Exception {
    useStub(10 << 20);
    byte[] bytes = random(300_000, 1);
    List<Integer> statuses =
        atOnce(8, i -> api.admin().upload("PUT", artifacts + "/" + digest(bytes), bytes).status());
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
    assertThat(statuses).containsOnly(200, 201);
    assertThat(api.admin().get(artifacts + "/" + digest(bytes)).bytes()).isEqualTo(bytes);
  }

  @Test
  void largeArtifactComesBackAsItWent() {
    useStub(40 << 20);
    byte[] bytes = random((20 << 20) + 7, 2);
    String path = artifacts + "/" + digest(bytes);
    assertThat(api.admin().upload("PUT", path, bytes).status()).isEqualTo(201);
    assertThat(api.admin().get(path).bytes()).isEqualTo(bytes);
    assertThat(api.stub().objects)
        .containsOnlyKeys(organization.id() + "/sha256/" + digest(bytes).substring(7));
  }

  @Test
  void transferOfOtherBytesNeverCompletes() {
    useStub(40 << 20);
    byte[] bytes = random(1 << 20, 3);
    String path = artifacts + "/" + digest(bytes);
    api.admin().upload("PUT", path, bytes);
    String key = api.stub().objects.keySet().iterator().next();

    byte[] flipped = bytes.clone();
    flipped[0] ^= 1;
    for (byte[] other :
        List.of(flipped, Arrays.copyOf(bytes, bytes.length - 1), Arrays.copyOf(bytes, 2 << 20))) {
      api.stub().objects.put(key, other);
      assertThatThrownBy(() -> api.admin().get(path))
          .hasRootCauseInstanceOf(java.io.IOException.class);
    }
  }

  @Test
  void smallArtifactOfOtherBytesIsAProblem() {
    useStub(40 << 20);
    byte[] bytes = "hello".getBytes(UTF_8);
    String path = artifacts + "/" + digest(bytes);
    api.admin().upload("PUT", path, bytes);
    api.stub().objects.replaceAll((key, object) -> "hellO".getBytes(UTF_8));
    var answer = api.admin().get(path);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.reason()).isEqualTo("STORAGE_UNAVAILABLE");
    assertThat(answer.json().getString("errorClass")).isEqualTo("CORRUPT");
  }

  @Test
  void brokenProviderIsAProblemAndNothingIsRecorded() {
    useStub(40 << 20);
    byte[] bytes = "hello".getBytes(UTF_8);
    api.stub().broken = true;
    var answer = api.admin().upload("POST", artifacts, bytes);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().getString("errorClass")).isEqualTo("AUTHENTICATION");
    assertThat(api.admin().head(artifacts + "/" + digest(bytes)).status()).isEqualTo(404);
  }

  @Test
  void downloadAsksTheBackendThatHoldsIt() {
    byte[] bytes = "hello".getBytes(UTF_8);
    useStub(40 << 20);
    api.admin().upload("POST", artifacts, bytes);
    String backends = "/v1/organizations/" + organization.name() + "/cas-backends";
    assertThat(api.admin().delete(backends + "/store").status()).isEqualTo(204);
    assertThat(api.admin().get(artifacts + "/" + digest(bytes)).bytes()).isEqualTo(bytes);
    // The deleted one left its seat to the inline backend.
    assertThat(
            api.admin()
                .upload("POST", artifacts, "next".getBytes(UTF_8))
                .header("Castellan-Backend"))
        .isEqualTo("default-inline");
  }

  /** Promise 7: the same bytes in another organization are another artifact. */
  @Test
  void organizationsDoNotShareArtifacts() {
    byte[] bytes = "hello".getBytes(UTF_8);
    api.admin().upload("POST", artifacts, bytes);
    String others = "/v1/organizations/" + api.registry().organization().name() + "/artifacts";
    assertThat(api.admin().get(others + "/" + digest(bytes)).reason())
        .isEqualTo("ARTIFACT_NOT_FOUND");
    assertThat(api.admin().upload("PUT", others + "/" + digest(bytes), bytes).status())
        .isEqualTo(201);
  }

  @Test
  void uploadsAreAudited() {
    api.admin().upload("POST", artifacts, "hello".getBytes(UTF_8));
    JsonObject newest =
        api.admin()
            .get("/v1/organizations/" + organization.name() + "/audit-events?pageSize=1")
            .json()
            .getJsonArray("items")
            .getJsonObject(0);
    assertThat(newest.getString("action")).isEqualTo("ARTIFACT_STORED");
    assertThat(newest.getString("actor")).isEqualTo("admin");
  }

  private void useStub(long maxBytes) {
    var created =
        api.admin()
            .post(
                "/v1/organizations/" + organization.name() + "/cas-backends",
                "{\"name\":\"store\",\"provider\":\"STUB\",\"location\":\"l\",\"default\":true,"
                    + "\"maxBytes\":"
                    + maxBytes
                    + ",\"credentials\":{\"key\":\"k\"}}");
    assertThat(created.status()).as(created.text()).isEqualTo(201);
  }

  private static <T> List<T> atOnce(int times, java.util.function.IntFunction<T> call)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<Callable<T>> calls =
          IntStream.range(0, times).<Callable<T>>mapToObj(i -> () -> call.apply(i)).toList();
      var results = new java.util.ArrayList<T>();
      for (var future : threads.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  private static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static String digest(byte[] bytes) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String inPath(String digest) {
    return digest.replace(':', '-');
  }
}

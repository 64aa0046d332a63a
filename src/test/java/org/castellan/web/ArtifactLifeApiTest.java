package org.castellan.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.schedule.Counts;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.GeneratedBytes;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 6: what artifacts leave when they go, and when they don't come to be: nothing. */
class ArtifactLifeApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  /** Larger than S3 gets in one piece. */
  private static final long LARGE = (24 << 20) + 1;

  private static final long CUT = 20 << 20;

  private final Organization organization = api.registry().organization();
  private final S3Backends s3 = new S3Backends(api, organization);
  private final ApiClient owner = api.as(Role.OWNER, organization);

  @Test
  void deletedArtifactIsGoneAtOnceAndItsObjectWithTheNextTick() throws Exception {
    s3.register("store", "default");
    String artifact = put("hello");
    assertThat(s3.files("store")).hasSize(1);
    assertThat(owner.delete(artifact).status()).isEqualTo(204);
    assertThat(owner.get(artifact).reason()).isEqualTo("ARTIFACT_NOT_FOUND");
    assertThat(s3.files("store")).hasSize(1);
    api.tidyUp();
    assertThat(s3.files("store")).isEmpty();
    assertThat(left()).isZero();
    assertThat(newestEvent().getString("action")).isEqualTo("ARTIFACT_DELETED");
    assertThat(newestEvent().getString("subject")).isEqualTo(artifact.replaceAll(".*/", ""));
    assertThat(owner.delete(artifact).reason()).isEqualTo("ARTIFACT_NOT_FOUND");
    assertThat(newestEvent().getString("action")).isEqualTo("CHANGE_REFUSED");
  }

  @Test
  void onlyOwnersDelete() {
    String artifact = put("hello");
    ApiClient writer = api.as(Role.WRITER, organization);
    assertThat(writer.delete(artifact).reason()).isEqualTo("FORBIDDEN");
    Organization other = api.registry().organization();
    assertThat(api.as(Role.OWNER, other).delete(artifact).status()).isEqualTo(404);
    assertThat(owner.head(artifact).status()).isEqualTo(200);
  }

  @Test
  void artifactThatIsUploadedAgainBeforeTheTickStays() throws Exception {
    s3.register("store", "default");
    String artifact = put("hello");
    owner.delete(artifact);
    assertThat(put("hello")).isEqualTo(artifact);
    api.tidyUp();
    assertThat(owner.get(artifact).text()).isEqualTo("hello");
    assertThat(left()).isZero();
  }

  /** Two backends may be the same bucket. */
  @Test
  void objectThatAnotherBackendsRecordNeedsStays() throws Exception {
    s3.register("store", "default");
    s3.registerAt("same", "fallback", s3.location("store"));
    String artifact = put("hello");
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into artifact_removal (organization_id, digest, backend_id)
                    select a.organization_id, a.digest, b.id
                      from artifact a join cas_backend b on b.organization_id = a.organization_id
                     where b.name = 'same' and b.organization_id = ?
                    """,
                    organization.id()));
    api.tidyUp();
    assertThat(owner.get(artifact).text()).isEqualTo("hello");
    assertThat(left()).isZero();
  }

  @Test
  void objectOfABrokenBackendIsTriedAgainAndHoldsUpNoOther() throws Exception {
    s3.register("store", "default");
    String reachable = put("reachable");
    try (FaultyProxy proxy = FaultyProxy.to(S3Server.shared().port())) {
      s3.registerThrough(proxy.port(), "distant", "default");
      String distant = put("distant");
      owner.delete(distant);
      owner.delete(reachable);
      proxy.cut();
      Counts counts = api.tidyUp();
      assertThat(counts.failed()).isEqualTo(1);
      assertThat(s3.files("store")).isEmpty();
      assertThat(s3.files("distant")).hasSize(1);
      proxy.pass();
      db.jdbi().useHandle(handle -> handle.execute("update artifact_removal set due_at = now()"));
      api.tidyUp();
      assertThat(s3.files("distant")).isEmpty();
    }
  }

  @Test
  void deletionGivesTheQuotaBack() {
    quota(5);
    String artifact = put("hello");
    assertThat(owner.upload("POST", s3.path() + "/artifacts", bytes("more")).reason())
        .isEqualTo("QUOTA_EXCEEDED");
    owner.delete(artifact);
    put("more");
  }

  /** A quota is decided on before anything is sent. */
  @Test
  void quotaThatIsRacedForLeavesNothingOfTheLosers() throws Exception {
    s3.register("store", "default");
    quota(3000);
    List<Integer> statuses =
        atOnce(
            8,
            i -> {
              byte[] content = new byte[1000];
              new Random(i).nextBytes(content);
              return owner.upload("POST", s3.path() + "/artifacts", content).status();
            });
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(3);
    assertThat(statuses).filteredOn(status -> status == 413).hasSize(5);
    assertThat(s3.files("store")).hasSize(3);
    assertThat(left()).isZero();
  }

  @Test
  void clientThatVanishesLeavesNothing() throws Exception {
    s3.register("store", "default");
    String artifact = s3.artifact(GeneratedBytes.sha256(LARGE, 1));
    try (Socket socket = new Socket(owner.base().getHost(), owner.base().getPort())) {
      String head =
          "PUT /api%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(artifact, owner.token(), LARGE);
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      socket.getOutputStream().write(new GeneratedBytes(LARGE, 1).readNBytes(20 << 20));
      await().untilAsserted(() -> assertThat(s3.files("store")).isNotEmpty());
      assertThat(left()).isEqualTo(1);
    }
    await().untilAsserted(() -> assertThat(left()).isZero());
    assertThat(s3.files("store")).isEmpty();
    assertThat(owner.head(artifact).status()).isEqualTo(404);
  }

  @Test
  void defaultThatFailsDuringAnUploadIsFoundOutAndTheNextUploadGoesToTheFallback()
      throws Exception {
    try (FaultyProxy proxy = FaultyProxy.to(S3Server.shared().port())) {
      s3.registerThrough(proxy.port(), "main", "default");
      s3.register("spare", "fallback");
      String artifact = s3.artifact(GeneratedBytes.sha256(LARGE, 2));
      var failed = owner.upload("PUT", artifact, large(cuttingHalfWay(proxy)));
      assertThat(failed.status()).as(failed.text()).isEqualTo(503);
      assertThat(failed.reason()).isEqualTo("STORAGE_UNAVAILABLE");
      assertThat(failed.json().getString("errorClass")).isEqualTo("UNREACHABLE");
      JsonObject main = owner.get(s3.path() + "/cas-backends/main").json();
      assertThat(main.getString("status")).isEqualTo("INVALID");
      var next = owner.upload("PUT", artifact, large(new GeneratedBytes(LARGE, 2)));
      assertThat(next.status()).as(next.text()).isEqualTo(201);
      assertThat(next.header("Castellan-Backend")).isEqualTo("spare");
      assertThat(left()).as("what could not be removed at once").isEqualTo(1);
      proxy.pass();
      db.jdbi().useHandle(handle -> handle.execute("update artifact_removal set due_at = now()"));
      api.tidyUp();
      assertThat(s3.files("main")).isEmpty();
      assertThat(left()).isZero();
    }
  }

  private static BodyPublisher large(InputStream bytes) {
    return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> bytes), LARGE);
  }

  /** When so much was read, some parts have arrived. */
  private static InputStream cuttingHalfWay(FaultyProxy proxy) {
    var first = new GeneratedBytes(LARGE, 2);
    return new FilterInputStream(first) {
      private long read;

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (read < CUT && read + n >= CUT) {
          proxy.cut();
        }
        read += n;
        return n;
      }
    };
  }

  private String put(String content) {
    return s3.upload(owner, content);
  }

  private void quota(long bytes) {
    String json = "{\"quotaBytes\":%d}".formatted(bytes);
    assertThat(api.admin().patch(s3.path(), json).status()).isEqualTo(200);
  }

  /** Intents and removals of the organization. */
  private int left() {
    return db.jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select (select count(id) from artifact_upload where organization_id = :id)
                          + (select count(digest) from artifact_removal
                              where organization_id = :id)
                        """)
                    .bind("id", organization.id())
                    .mapTo(Integer.class)
                    .one());
  }

  private JsonObject newestEvent() {
    return owner
        .get(s3.path() + "/audit-events?pageSize=1")
        .json()
        .getJsonArray("items")
        .getJsonObject(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static <T> List<T> atOnce(int times, java.util.function.IntFunction<T> call)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<Callable<T>> calls =
          IntStream.range(0, times).<Callable<T>>mapToObj(i -> () -> call.apply(i)).toList();
      var results = new java.util.ArrayList<T>();
      for (Future<T> future : threads.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}

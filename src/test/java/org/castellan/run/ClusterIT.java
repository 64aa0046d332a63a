package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.castellan.testkit.GeneratedBytes;
import org.castellan.testkit.S3Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What only whole replicas show: the WAR on two servers, one of which may die at any moment. */
@Tag("cluster")
@TestInstance(Lifecycle.PER_CLASS)
class ClusterIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** More than S3 gets in one piece. */
  private static final long UPLOAD = 30 << 20;

  private static final String TICKS_SINCE =
      """
      select count(*) from tick t
        join cas_backend b on not b.built_in
        join organization o on o.id = b.organization_id and o.name = :organization
       where t.scope = 'defaults' and t.state = 'DONE' and t.started_at > b.created_at
      """;
  private static final String TICK_CALLS =
      """
      select count(*) from validation v join cas_backend b on b.id = v.backend_id
        join organization o on o.id = b.organization_id
       where o.name = :organization and v.trigger = :trigger
      """;

  private static final String RUNNING = "scope = 'defaults' and state = 'RUNNING'";

  /** A secret where none belongs: as a field, and as a token that nobody has issued. */
  private static final String MISPLACED = "canary-that-was-misplaced";

  private final TestCluster cluster = new TestCluster(new PayaraMicro(), new PayaraMicro());

  @BeforeAll
  void pass() {
    cluster.faulty().pass();
  }

  @AfterAll
  void end() {
    cluster.close();
  }

  /** Promise 1. */
  @Test
  void eachTickCallsEachBackendOnceInTheWholeCluster() {
    cluster.register("once");
    await().atMost(PATIENCE).until(() -> count(TICKS_SINCE, "once", "") >= 3);
    await()
        .untilAsserted(
            () ->
                assertThat(count(TICK_CALLS, "once", "TICK"))
                    .isEqualTo(count(TICKS_SINCE, "once", "")));
    assertThat(cluster.recording().count("PUT", "once"))
        .isEqualTo(count(TICK_CALLS, "once", "TICK") + 1);
    assertThat(ticksWithoutExactlyOneWinner()).isZero();
  }

  /** Promise 2. */
  @Test
  void aKilledHolderIsReplacedWithinTheSameTick() {
    cluster.register("handover");
    cluster.faulty().stall();
    String holder = awaitHolder();
    String instant = cluster.jdbi().withHandle(h -> running(h, "instant::text"));
    int killed = cluster.indexOf(holder);
    cluster.node(killed).kill();
    cluster.faulty().pass();
    try {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(outcomes(instant)).contains("TOOK_OVER"));
      await().atMost(PATIENCE).until(() -> finished(instant));
      assertThat(tellsAllThatWasDone(instant)).as("its counts, those of both holders").isTrue();
    } finally {
      cluster.start(killed);
      cluster.awaitReady(killed);
    }
  }

  /** Promise 6, when it is a replica that dies, with an upload half-way. */
  @Test
  void whatAReplicaLeavesThatIsKilledDuringAnUploadIsRemovedByAnother() throws Exception {
    cluster.register("killed");
    Path bucket = S3Server.shared().directoryOf("killed");
    String path =
        "/api/v1/organizations/killed/artifacts/sha256:" + GeneratedBytes.sha256(UPLOAD, 1);
    try (Socket upload = new Socket(InetAddress.getLoopbackAddress(), cluster.port(0))) {
      String head =
          "PUT %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(path, TestCluster.TOKEN, UPLOAD);
      upload.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      upload.getOutputStream().write(new GeneratedBytes(UPLOAD, 1).readNBytes(20 << 20));
      await().atMost(PATIENCE).until(() -> files(bucket) > 0);
      assertThat(count("select count(*) from artifact_upload")).isEqualTo(1);
      cluster.node(0).kill();
      await().atMost(PATIENCE).until(() -> count("select count(*) from artifact_upload") == 0);
      await().atMost(PATIENCE).until(() -> count("select count(*) from artifact_removal") == 0);
      await("the S3 server has noticed, too").atMost(PATIENCE).until(() -> files(bucket) == 0);
      assertThat(cluster.api(1).call("GET", path, "").statusCode()).isEqualTo(404);
    } finally {
      cluster.start(0);
      cluster.awaitReady(0);
    }
  }

  private static long files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  /** Promise 5. The replicas are as cold as they come: nothing has been uploaded before. */
  @Test
  void fiveHundredRequestsMeetingOneStaleBackendOnTwoReplicasCauseOneCall() {
    cluster.register("crowd");
    cluster.organization("quiet");
    pause(true);
    await()
        .atMost(PATIENCE)
        .until(() -> count("select count(*) from tick where state='RUNNING'") == 0);
    age("crowd");
    cluster.faulty().delay(Duration.ofMillis(20));
    ExecutorService users = Executors.newFixedThreadPool(500);
    try {
      List<CompletableFuture<Integer>> answers =
          IntStream.range(0, 500)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> upload(i % 2, "crowd", i), users))
              .toList();
      List<Integer> others = othersMeanwhile(CompletableFuture.allOf(array(answers)));
      // 429 is the limit of one organization.
      // 503 is "all database connections are busy": too much for this machine, not for the backend.
      assertThat(answers)
          .map(CompletableFuture::join)
          .as(this::validations)
          .contains(201)
          .isSubsetOf(201, 429, 503);
      assertThat(count(TICK_CALLS, "crowd", "REQUEST")).isEqualTo(1);
      assertThat(validations()).doesNotContain("INVALID");
      // Whoever had to wait for the crowd would be answered once, when it is over.
      assertThat(others)
          .as("answers to others on both replicas")
          .hasSizeGreaterThan(1)
          .containsOnly(201);
    } finally {
      users.shutdown();
      cluster.faulty().pass();
      pause(false);
    }
  }

  /** Another organization's uploads to the two replicas in turn, all of them while that lasted. */
  private List<Integer> othersMeanwhile(CompletableFuture<Void> crowd) {
    List<Integer> answers = new ArrayList<>();
    for (int round = 0; !crowd.isDone(); round++) {
      assertThat(cluster.api(round % 2).isReady()).isTrue();
      answers.add(upload(round % 2, "quiet", round));
    }
    return answers;
  }

  private static CompletableFuture<?>[] array(List<CompletableFuture<Integer>> futures) {
    return futures.toArray(CompletableFuture<?>[]::new);
  }

  @Test
  void aDatabaseThatGoesAwayIsAnsweredWith503AndRecoversByItself() {
    cluster.postgres().close();
    try {
      assertThat(cluster.api(0).call("GET", "/api/health/live", "").statusCode()).isEqualTo(200);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                var answer = cluster.api(1).call("GET", "/api/v1/organizations", "");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("\"reason\":\"DATABASE_UNAVAILABLE\"");
              });
      assertThat(cluster.api(0).isReady()).isFalse();
    } finally {
      cluster.postgres().start();
    }
    cluster.awaitReady(0);
    cluster.awaitReady(1);
    long before = count("select count(*) from tick where state = 'DONE'");
    await()
        .atMost(PATIENCE)
        .until(() -> count("select count(*) from tick where state = 'DONE'") > before);
  }

  /** Promise 7. Each replica has handled each secret, whatever else has run before. */
  @Test
  void noSecretIsInTheLogs() throws IOException {
    cluster.register("secretive");
    String organization = "/api/v1/organizations/secretive";
    String issued = issueToken(organization);
    for (int node = 0; node < 2; node++) {
      assertThat(upload(node, "secretive", node)).isEqualTo(201);
      assertThat(cluster.as(issued, node).get(organization + "/cas-backends")).isNotEmpty();
      String misplaced = "{\"" + MISPLACED + "\": \"" + MISPLACED + "\"}";
      var refused = cluster.api(node).call("POST", organization + "/cas-backends", misplaced);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(cluster.as(MISPLACED, node).call("GET", organization, "").statusCode())
          .isEqualTo(401);
    }
    await().atMost(PATIENCE).until(() -> count(TICK_CALLS, "secretive", "TICK") > 0);
    for (int node = 0; node < 2; node++) {
      assertThat(Files.readString(cluster.node(node).log()))
          .contains("is up: node " + cluster.node(node).id())
          .doesNotContain(
              TestCluster.TOKEN, TestCluster.KEY, S3Server.secretAccessKey(), issued, MISPLACED);
    }
  }

  private String issueToken(String organization) {
    var answer =
        cluster
            .api(0)
            .call("POST", organization + "/tokens", "{\"name\":\"ci\",\"role\":\"writer\"}");
    return Api.json(answer).getString("secret");
  }

  private String validations() {
    return cluster
        .api(0)
        .call("GET", "/api/v1/organizations/crowd/cas-backends/main/validations", "")
        .body();
  }

  private long count(String sql, String organization, String trigger) {
    return cluster
        .jdbi()
        .withHandle(
            handle -> {
              var query = handle.createQuery(sql).bind("organization", organization);
              if (!trigger.isEmpty()) {
                query.bind("trigger", trigger);
              }
              return query.mapTo(Long.class).one();
            });
  }

  private long count(String sql) {
    return cluster.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private long ticksWithoutExactlyOneWinner() {
    return count(
        """
        select count(*) from tick t where state = 'DONE' and epoch > 0
           and 1 <> (select sum(times) from tick_attempt a
                      where (a.scope, a.instant) = (t.scope, t.instant) and outcome = 'WON')
        """);
  }

  private String awaitHolder() {
    await().atMost(PATIENCE).until(() -> count("select count(*) from tick where " + RUNNING) > 0);
    return cluster.jdbi().withHandle(handle -> running(handle, "node"));
  }

  private static String running(org.jdbi.v3.core.Handle handle, String column) {
    return handle
        .createQuery("select " + column + " from tick where " + RUNNING)
        .mapTo(String.class)
        .one();
  }

  private List<String> outcomes(String instant) {
    return cluster
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select outcome from tick_attempt
                         where scope = 'defaults' and instant = :instant::timestamptz
                        """)
                    .bind("instant", instant)
                    .mapTo(String.class)
                    .list());
  }

  private boolean finished(String instant) {
    return count(
            "select count(*) from tick where finished_at is not null and state = 'DONE'"
                + " and scope = 'defaults' and instant = '"
                + instant
                + "'")
        == 1;
  }

  private boolean tellsAllThatWasDone(String instant) {
    return count(
            "select count(*) from tick where scope = 'defaults' and instant = '"
                + instant
                + "' and (done, failed) = (select count(*), count(error_class) from validation"
                + " where tick_scope = tick.scope and tick_instant = tick.instant)")
        == 1;
  }

  private void pause(boolean paused) {
    cluster.api(0).call("PATCH", "/api/v1/checkers/defaults", "{\"paused\":" + paused + "}");
  }

  private void age(String organization) {
    cluster
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    update cas_backend set validated_at = now() - interval '1 hour'
                     where not built_in and organization_id =
                           (select id from organization where name = ?)
                    """,
                    organization));
  }

  private int upload(int node, String organization, int number) {
    String content = "artifact " + number;
    String path = "/api/v1/organizations/" + organization + "/artifacts/sha256:" + sha256(content);
    return cluster.api(node).call("PUT", path, content).statusCode();
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

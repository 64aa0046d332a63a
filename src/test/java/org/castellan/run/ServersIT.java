package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.TestIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One WAR on every server: those of a line-up make one cluster, and each can do everything. */
@ParameterizedClass(name = "{0}")
@MethodSource("org.castellan.run.Lineup#ofThisRun")
@TestInstance(Lifecycle.PER_CLASS)
class ServersIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String ORGANIZATIONS = "/api/v1/organizations";
  private static final int LARGE = 20 << 20;
  private static final String WRONG = "canary-of-a-wrong-secret";

  /** WildFly Preview's, which stumbles over classes of libraries that it had not to transform. */
  private static final Pattern TRANSFORMER = Pattern.compile(".* ERROR \\[stderr\\] .*");

  @RegisterExtension final MatrixNotes notes = new MatrixNotes(this::tested);

  private final HttpClient http = HttpClient.newHttpClient();

  @Parameter
  @SuppressWarnings("NullAway.Init")
  private Lineup lineup;

  @SuppressWarnings("NullAway.Init")
  private TestCluster cluster;

  @BeforeParameterizedClassInvocation
  void register() {
    cluster = new TestCluster(lineup.servers());
    cluster.faulty().pass();
    lineup.nodes().forEach(node -> cluster.register(node, organization(node)));
  }

  @AfterParameterizedClassInvocation
  void end() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private Stream<Arguments> servers() {
    return lineup.nodes().mapToObj(node -> argumentSet(lineup.kinds().get(node).title(), node));
  }

  private List<MatrixNotes.Tested> tested() {
    return lineup
        .nodes()
        .mapToObj(
            node -> {
              ServerKind kind = lineup.kinds().get(node);
              String version = kind.version(cluster.node(node).log());
              return new MatrixNotes.Tested(kind, version, lineup.jdk());
            })
        .toList();
  }

  private static String organization(int node) {
    return "anvils-" + node;
  }

  @ParameterizedTest
  @MethodSource("servers")
  void saysThatItIsWell(int node) {
    var anybody = cluster.as("", node);
    for (String state : List.of("live", "ready", "started")) {
      var answer = anybody.call("GET", "/api/health/" + state, "");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
    assertThat(anybody.get("/api/v1/openapi.json").getString("openapi")).startsWith("3.1");
    assertThat(anybody.call("GET", "/", "").body()).contains("Castellan");
  }

  /** Promise 1. */
  @Test
  void oneOfTheServersWinsEachTick() {
    assertThat(cluster.api(0).get("/api/v1/nodes").getJsonArray("items"))
        .extracting(each -> each.asJsonObject().getString("id"))
        .containsExactlyInAnyOrderElementsOf(
            lineup.nodes().mapToObj(node -> "node-" + (node + 1)).toList());
    await()
        .atMost(PATIENCE)
        .until(() -> count("count(distinct node) = " + lineup.kinds().size()) > 0);
    assertThat(count("count(*) filter (where outcome = 'WON') > 1")).isZero();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void winsATickAndValidatesInIt(int node) {
    String won = "bool_or(node = 'node-%d' and outcome = 'WON')".formatted(node + 1);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(700))
        .until(
            () -> {
              cluster.api(node).call("POST", "/api/v1/checkers/defaults/ticks", "");
              return count(won) > 0 && validatedInATick(node);
            });
  }

  @ParameterizedTest
  @MethodSource("servers")
  void itsCheckersAreInspectedAndToldInItsOwnConsole(int node) throws Exception {
    try (var console = JmxConsole.of(cluster.server(node))) {
      String id = cluster.node(node).id();
      var inspection = new ConsoleInspection(console, cluster.api(node), id, cluster.faulty());
      inspection.everythingIsThere();
      inspection.theFiguresAreThoseOfTheApi();
      inspection.whatThisReplicaDidIsCounted();
      inspection.aPauseARunNowAndTheEndOfThePauseHoldOnTheWholeCluster();
    }
  }

  /** Promise 2. */
  @Test
  void theOthersGoOnWhenOneIsKilled() {
    int last = lineup.kinds().size() - 1;
    String byAnother = "bool_or(node <> 'node-%d' and outcome in ('WON', 'TOOK_OVER'))";
    cluster.node(last).kill();
    try {
      long before = count(byAnother.formatted(last + 1));
      await().atMost(PATIENCE).until(() -> count(byAnother.formatted(last + 1)) > before);
    } finally {
      cluster.start(last);
      cluster.awaitReady(last);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void artifactsOfTwentyMegabytesComeBackWholeFromItAndItsNeighbour(int node) throws Exception {
    byte[] known = randomBytes(1);
    byte[] chunked = randomBytes(2);
    int neighbour = (node + 1) % lineup.kinds().size();
    assertThat(download(neighbour, upload(node, BodyPublishers.ofByteArray(known))))
        .isEqualTo(known);
    BodyPublisher withoutLength =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(chunked));
    assertThat(download(node, upload(node, withoutLength))).isEqualTo(chunked);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aBackendThatDoesNotAnswerAsItShouldIsRefused(int node) {
    String path = ORGANIZATIONS + "/" + organization(node) + "/cas-backends";

    var answer =
        cluster
            .api(node)
            .call(
                "POST",
                path,
                TestCluster.backend("wrong", S3Server.shared().port(), organization(node), WRONG));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("\"errorClass\":\"AUTHENTICATION\"");
  }

  /** Of the connection, for no proxy is trusted here. */
  @ParameterizedTest
  @MethodSource("servers")
  void whoCallsIsOnRecordWithItsAddress(int node) throws Exception {
    String nowhere = ORGANIZATIONS + "/nowhere-" + node;
    var attempt = request(node, nowhere).header("X-Forwarded-For", "203.0.113.9").DELETE().build();
    assertThat(http.send(attempt, BodyHandlers.discarding()).statusCode()).isEqualTo(404);
    JsonObject refused =
        cluster
            .api(node)
            .get("/api/v1/audit-events?action=CHANGE_REFUSED&text=nowhere-" + node)
            .getJsonArray("items")
            .getJsonObject(0);
    assertThat(refused.getString("address")).isEqualTo("127.0.0.1");
    assertThat(refused.getString("node")).isEqualTo(cluster.node(node).id());
  }

  /** With the library of the WAR, whatever the server brings itself. */
  @ParameterizedTest
  @MethodSource("servers")
  void takesJwtsOfTheIssuer(int node) {
    TestIssuer issuer = cluster.issuer();
    String backends = ORGANIZATIONS + "/" + organization(node) + "/cas-backends";
    var good = issuer.claims(organization(node), "writer");
    var others = issuer.claims(organization(node), "writer").audience("another");
    var answer = cluster.as(issuer.sign(good), node).call("GET", backends, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(cluster.as(issuer.sign(others), node).call("GET", backends, "").body())
        .contains("UNAUTHENTICATED", "aud claim rejected");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void whatTheServerRefusesByItselfIsAProblemToo(int node) throws Exception {
    var unreadable = request(node, ORGANIZATIONS).header("Accept", "nonsense").build();
    var answer = http.send(unreadable, BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body())
        .containsAnyOf("\"reason\":\"BAD_REQUEST\"", "\"reason\":\"NOT_ACCEPTABLE\"");
    // Payara refuses such a path before it looks for an application.
    assertThat(cluster.api(node).call("GET", ORGANIZATIONS + "/a%00b", "").body())
        .matches(body -> body.isEmpty() || body.contains("\"reason\":\"NOT_FOUND\""));
  }

  /** What one server's REST implementation or another's would fail at. */
  @ParameterizedTest
  @MethodSource("servers")
  void headersThatCannotBeReadAreNoFailure(int node) throws Exception {
    String artifact = upload(node, BodyPublishers.ofString("known"));
    for (var request :
        List.of(
            request(node, ORGANIZATIONS).header("Accept", "application/json;q=x"),
            request(node, ORGANIZATIONS)
                .header("Content-Type", "application/json;q=2")
                .POST(BodyPublishers.ofString("{}")),
            request(node, artifact).header("If-None-Match", "W/"),
            request(node, artifact).header("If-Match", "none"))) {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void everyAnswerOfItTellsBrowsersToRunFrameSniffAndKeepNothing(int node) throws Exception {
    for (String path :
        List.of("/", "/nothing", ORGANIZATIONS, ORGANIZATIONS + "/a/b/c", "/api/v1/openapi.json")) {
      var answer = http.send(request(node, path).build(), BodyHandlers.ofString());
      var headers = answer.headers();
      assertThat(headers.allValues("Content-Security-Policy"))
          .singleElement()
          .asString()
          .startsWith("default-src 'none'; ")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
      assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
      assertThat(headers.allValues("Cache-Control")).hasSize(1);
      assertThat(headers.allValues("Set-Cookie")).isEmpty();
    }
  }

  /** Promise 7. */
  @ParameterizedTest
  @MethodSource("servers")
  void itsLogHasNeitherErrorsNorSecrets(int node) throws IOException {
    assertThat(TRANSFORMER.matcher(Files.readString(cluster.node(node).log())).replaceAll(""))
        .contains("Castellan", "is up: node node-" + (node + 1))
        .doesNotContain(" ERROR ", "WFLYRS0018", "SEVERE")
        .doesNotContain(TestCluster.TOKEN, TestCluster.KEY, S3Server.secretAccessKey(), WRONG);
  }

  private boolean validatedInATick(int node) {
    String sql = "select count(*) from validation where trigger = 'TICK' and node = :node";
    return cluster
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(sql)
                        .bind("node", "node-" + (node + 1))
                        .mapTo(Long.class)
                        .one())
        > 0;
  }

  /** The ticks whose attempts are so. */
  private long count(String attempts) {
    String sql =
        "select count(*) from (select 1 from tick_attempt group by scope, instant having %s) t";
    return cluster
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql.formatted(attempts)).mapTo(Long.class).one());
  }

  private static byte[] randomBytes(long seed) {
    byte[] bytes = new byte[LARGE];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** The artifact's path. */
  /** Where the answer says that it is; on any of the servers. */
  private String upload(int node, BodyPublisher content) throws IOException, InterruptedException {
    String artifacts = ORGANIZATIONS + "/" + organization(node) + "/artifacts";
    var answer = http.send(request(node, artifacts).POST(content).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
  }

  private byte[] download(int node, String artifact) throws IOException, InterruptedException {
    return http.send(request(node, artifact).build(), BodyHandlers.ofByteArray()).body();
  }

  private HttpRequest.Builder request(int node, String path) {
    return HttpRequest.newBuilder(URI.create(cluster.node(node).url() + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + TestCluster.TOKEN);
  }
}

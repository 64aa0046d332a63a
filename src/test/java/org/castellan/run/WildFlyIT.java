package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The same WAR on WildFly, in one cluster with a Payara Micro. */
@TestInstance(Lifecycle.PER_CLASS)
class WildFlyIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int WILDFLY = 0;
  private static final int PAYARA = 1;
  private static final String ORGANIZATIONS = "/api/v1/organizations";
  private static final String ARTIFACTS = ORGANIZATIONS + "/anvils/artifacts";

  private static final String RUN_BY_WILDFLY =
      "bool_or(node = 'node-1' and outcome in ('WON', 'TOOK_OVER'))";

  private final TestCluster cluster = new TestCluster(new WildFly(), new PayaraMicro());
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  void register() {
    cluster.faulty().pass();
    cluster.register("anvils");
  }

  @AfterAll
  void end() {
    cluster.close();
  }

  /** Promise 1. */
  @Test
  void oneOfTheTwoServersWinsEachTick() {
    assertThat(cluster.api(PAYARA).get("/api/v1/nodes").getJsonArray("items"))
        .extracting(each -> each.asJsonObject().getString("id"))
        .containsExactlyInAnyOrder("node-1", "node-2");
    await().atMost(PATIENCE).until(() -> count("count(distinct node) = 2") > 0);
    assertThat(count("count(*) filter (where outcome = 'WON') > 1")).isZero();
  }

  /** Promise 2. */
  @Test
  void itGoesOnWhenTheOtherServerIsKilled() {
    cluster.node(PAYARA).kill();
    try {
      long before = count(RUN_BY_WILDFLY);
      await().atMost(PATIENCE).until(() -> count(RUN_BY_WILDFLY) > before);
    } finally {
      cluster.start(PAYARA);
      cluster.awaitReady(PAYARA);
    }
  }

  @Test
  void artifactsOfTwentyMegabytesComeBackWholeFromEitherServer() throws Exception {
    byte[] known = randomBytes(1);
    byte[] chunked = randomBytes(2);
    assertThat(download(PAYARA, upload(BodyPublishers.ofByteArray(known)))).isEqualTo(known);
    BodyPublisher withoutLength =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(chunked));
    assertThat(download(WILDFLY, upload(withoutLength))).isEqualTo(chunked);
  }

  @Test
  void whatTheServerRefusesByItselfIsAProblemToo() throws Exception {
    var unreadable = request(ORGANIZATIONS).header("Accept", "nonsense").build();
    var answer = http.send(unreadable, BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"reason\":\"BAD_REQUEST\"");
    assertThat(cluster.api(WILDFLY).call("GET", ORGANIZATIONS + "/a%00b", "").body())
        .contains("\"reason\":\"NOT_FOUND\"");
  }

  /** Promise 7. */
  @Test
  void itsLogHasNeitherErrorsNorSecrets() throws IOException {
    assertThat(Files.readString(cluster.node(WILDFLY).log()))
        .contains("Castellan", "is up: node node-1")
        .doesNotContain(" ERROR ", "WFLYRS0018")
        .doesNotContain(TestCluster.TOKEN, TestCluster.KEY, "castellan-test-secret");
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
    byte[] bytes = new byte[20 << 20];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** The artifact's path. */
  private String upload(BodyPublisher content) throws IOException, InterruptedException {
    var answer = http.send(request(ARTIFACTS).POST(content).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return ARTIFACTS + "/" + Api.json(answer).getString("digest");
  }

  private byte[] download(int node, String artifact) throws IOException, InterruptedException {
    String url = cluster.node(node).url() + artifact;
    return http.send(authorized(url).build(), BodyHandlers.ofByteArray()).body();
  }

  private HttpRequest.Builder request(String path) {
    return authorized(cluster.node(WILDFLY).url() + path);
  }

  private static HttpRequest.Builder authorized(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + TestCluster.TOKEN);
  }
}

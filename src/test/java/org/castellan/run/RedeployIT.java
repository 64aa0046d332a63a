package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.castellan.testkit.S3Server;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise 7: a running server that the WAR is redeployed on and taken from has nothing left of it.
 */
class RedeployIT {

  private static final int TIMES = 3;
  private static final String BACKENDS = "/api/v1/organizations/anvils/cas-backends";
  private static final String ARTIFACTS = "/api/v1/organizations/anvils/artifacts";

  private static final String LOCKS = "select count(*) from pg_locks where locktype = 'advisory'";
  private static final String UNFINISHED = "select count(*) from tick where finished_at is null";
  private static final String SESSIONS =
      "select count(*) from pg_stat_activity where application_name like 'castellan/%'";

  /** HTTP clients end their watchdog when it had nothing to do for a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Where all servers are asked for. */
  static Stream<ServerKind> servers() {
    return Stream.of(ServerKind.WILDFLY).filter(kind -> Lineup.isWhole());
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("servers")
  void nothingIsLeftOfItOnAServerThatGoesOn(ServerKind kind) throws IOException {
    var wildfly = (WildFly) kind.on(Jdk.running());
    try (var cluster = new TestCluster(wildfly)) {
      redeployAndUndeploy(wildfly, cluster);
      hasNothingInTheDatabase(cluster);
      endIdleThreads(wildfly, cluster);
      hasNothingInMemory(cluster.node(0));
    }
  }

  private static void redeployAndUndeploy(WildFly wildfly, TestCluster cluster) throws IOException {
    cluster.faulty().pass();
    cluster.register("anvils");
    use(cluster);
    for (int time = 0; time < TIMES; time++) {
      tell(wildfly, cluster, "/deployment=castellan.war:redeploy");
      cluster.awaitReady(0);
      use(cluster);
    }
    tell(wildfly, cluster, "/deployment=castellan.war:undeploy");
    assertThat(cluster.node(0).isAlive()).isTrue();
  }

  /** The two of WildFly's own that it keeps hold on to the first request that they served. */
  private static void endIdleThreads(WildFly wildfly, TestCluster cluster) throws IOException {
    tell(
        wildfly,
        cluster,
        "/subsystem=io/worker=default:write-attribute(name=task-core-threads,value=0)");
  }

  private static void tell(WildFly wildfly, TestCluster cluster, String command)
      throws IOException {
    var unused = wildfly.tell(cluster.node(0).root(), command);
  }

  /** Every provider's client, the lock, and an artifact in and out. */
  private static void use(TestCluster cluster) {
    Api api = cluster.api(0);
    var stored = api.call("POST", ARTIFACTS, "an artifact");
    assertThat(stored.statusCode()).as(stored.body()).isIn(200, 201);
    String digest = Api.json(stored).getString("digest");
    assertThat(api.call("GET", ARTIFACTS + "/" + digest, "").body()).isEqualTo("an artifact");
    var refused =
        api.call("POST", BACKENDS, otherKind("OCI", "\"username\": \"u\", \"password\": \"p\""));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    refused = api.call("POST", BACKENDS, otherKind("AzureBlob", "\"accountKey\": \"a2V5\""));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    long ticks = ticksDone(cluster);
    api.call("POST", "/api/v1/checkers/defaults/ticks", "");
    await().atMost(PATIENCE).until(() -> ticksDone(cluster) > ticks);
  }

  /** A backend that does not speak that protocol. */
  private static String otherKind(String provider, String credentials) {
    return """
    {"name": "other", "provider": "%s", "location": "http://127.0.0.1:%d/other/other",
     "credentials": {%s}}
    """
        .formatted(provider, S3Server.shared().port(), credentials);
  }

  private static long ticksDone(TestCluster cluster) {
    return count(cluster, "select count(*) from tick where state = 'DONE'");
  }

  private static void hasNothingInTheDatabase(TestCluster cluster) {
    await().untilAsserted(() -> assertThat(count(cluster, SESSIONS)).isZero());
    assertThat(count(cluster, LOCKS)).isZero();
    assertThat(count(cluster, UNFINISHED)).isZero();
  }

  private static void hasNothingInMemory(ServerNode node) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(LiveObjects.ofCastellan(node.pid())).isEmpty());
  }

  private static long count(TestCluster cluster, String sql) {
    return cluster.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}

package org.castellan.run;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What server-config/ makes of the servers: the WAR on the resources that they define, in one
 * cluster.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ServerConfigIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String ARTIFACTS = "/api/v1/organizations/anvils/artifacts";

  /** As WildFly and as Payara say it: some. */
  private static final Pattern COMPLETED =
      Pattern.compile("(completed-task-count\" => |CompletedTaskCount-count = )[1-9]");

  private final List<ConfiguredServer> servers = servers();
  private final TestCluster cluster = new TestCluster(servers.toArray(Server[]::new));
  private final SessionWatch sessions = new SessionWatch(cluster.jdbi());

  /** Payara Server only where all servers are asked for: it takes half a minute by itself. */
  private static List<ConfiguredServer> servers() {
    Stream<ConfiguredServer> small =
        Stream.of(new ConfiguredWildFly(), new ConfiguredPayaraMicro());
    Stream<ConfiguredServer> large =
        Lineup.isWhole()
            ? Stream.of(new ConfiguredPayaraServer(PayaraServer.six(Jdk.running())))
            : Stream.of();
    return Stream.concat(small, large).toList();
  }

  private Stream<Arguments> nodes() {
    return arguments(IntStream.range(0, servers.size()));
  }

  /** Payara Micro has no administration that could tell anything. */
  private Stream<Arguments> administered() {
    return arguments(
        IntStream.range(0, servers.size())
            .filter(node -> !(servers.get(node) instanceof ConfiguredPayaraMicro)));
  }

  private Stream<Arguments> arguments(IntStream some) {
    return some.mapToObj(node -> argumentSet(servers.get(node).toString(), node));
  }

  @BeforeAll
  void register() {
    cluster.faulty().pass();
    cluster.register("anvils");
  }

  @AfterAll
  void end() {
    cluster.close();
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void aTickRunsOnIt(int node) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(700))
        .until(
            () -> {
              cluster.api(node).call("POST", "/api/v1/checkers/defaults/ticks", "");
              return ticksOf(cluster.node(node).id()) > 0;
            });
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void whatItStoresAnotherOneServes(int node) {
    String content = "through " + cluster.node(node).id();
    var stored = cluster.api(node).call("POST", ARTIFACTS, content);
    assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
    String artifact = ARTIFACTS + "/" + Api.json(stored).getString("digest");
    int other = (node + 1) % servers.size();
    assertThat(cluster.api(other).call("GET", artifact, "").body()).isEqualTo(content);
  }

  /** The lease of the test's cluster is 4 s long; half of that is what a transaction may idle. */
  @ParameterizedTest
  @MethodSource("nodes")
  void itsSessionsAreBoundedAndNamed(int node) {
    String id = cluster.node(node).id();
    await().atMost(PATIENCE).until(() -> !sessions.of(id).isEmpty());
    assertThat(sessions.of(id))
        .containsEntry("idle_in_transaction_session_timeout", "2000")
        .containsEntry("lock_timeout", "10000")
        .containsEntry("statement_timeout", "30000")
        .containsEntry("application_name", "castellan/" + id);
    await().atMost(PATIENCE).until(() -> sessions.names().contains("castellan/" + id + " lock"));
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void castellanRunsOnTheExecutorThatWasDefined(int node) throws IOException {
    List<String> log = Files.readAllLines(cluster.node(node).log());
    String startUp = "is up: node " + cluster.node(node).id();
    assertThat(IntStream.range(1, log.size()).filter(at -> log.get(at).contains(startUp)))
        .isNotEmpty()
        .allMatch(at -> withHeader(log, at).contains(servers.get(node).threads()));
  }

  /** Payara Server names the thread in a line before the message's. */
  private static String withHeader(List<String> log, int at) {
    return log.get(at - 1) + log.get(at);
  }

  @ParameterizedTest
  @MethodSource("administered")
  void itsAdministrationTellsHowManyTasksTheExecutorHasCompleted(int node) throws IOException {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(servers.get(node).executorFigures(cluster.node(node)))
                    .anyMatch(line -> COMPLETED.matcher(line).find()));
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void itMayBeConfiguredAgain(int node) throws IOException {
    servers.get(node).configureAgain(cluster.node(node), () -> restart(node));
    assertThat(cluster.api(node).isReady()).isTrue();
    assertThat(Files.readAllLines(cluster.node(node).log()))
        .filteredOn(line -> line.contains("Boot Command"))
        .allMatch(line -> line.contains("SUCCESS"));
  }

  private void restart(int node) {
    cluster.node(node).close();
    cluster.start(node);
    cluster.awaitReady(node);
  }

  @Test
  void wildFlyWaitsForAHeadNoLongerThanItsScriptSays() throws IOException {
    int wildFly = 0;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), cluster.node(wildFly).port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write("GET /api/health/live HTTP/1.1\r\n".getBytes(US_ASCII));
      long start = System.nanoTime();
      assertThat(socket.getInputStream().read()).isNegative();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
    }
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void theContainersHealthCheckAsksIt(int node) throws Exception {
    assertThat(healthcheck(cluster.node(node).port())).isZero();
    assertThat(healthcheck(Ports.free())).isNotZero();
  }

  private static int healthcheck(int port) throws IOException, InterruptedException {
    String script = Path.of("server-config", "container", "healthcheck.sh").toString();
    return new ProcessBuilder("bash", script, Integer.toString(port)).start().waitFor();
  }

  private long ticksOf(String node) {
    return cluster
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from tick where node = ? and state = 'DONE'")
                    .bind(0, node)
                    .mapTo(Long.class)
                    .one());
  }
}

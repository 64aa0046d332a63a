package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Promise 2, where an administrator suspends the server of the holder, and resumes it. */
class SuspendIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int WILDFLY = 0;
  private static final int PAYARA = 1;

  /** With it a tick lasts for longer than management needs. */
  private static final int BACKENDS = 8;

  private static final Duration EACH_ANSWER = Duration.ofSeconds(2);

  /** A lease that nobody gives back would outlast the tick. */
  private static final Map<String, String> TIMES =
      Map.of(
          "CASTELLAN_LEASE_TTL", "PT60S",
          "CASTELLAN_CHECKER_DEFAULTS_INTERVAL", "PT120H",
          "CASTELLAN_CHECKER_DEFAULTS_MAX_TICK_DURATION", "PT50S",
          "CASTELLAN_REVALIDATION_WINDOW", "PT200H");

  private final WildFly wildfly = new WildFly();
  private final TestCluster cluster = new TestCluster(TIMES, wildfly, new PayaraMicro());

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void aSuspendedReplicaHandsItsTickOverAndBeginsNoneUntilItIsResumed() throws IOException {
    cluster.faulty().pass();
    for (int backend = 0; backend < BACKENDS; backend++) {
      cluster.register("anvils-" + backend);
    }
    cluster.faulty().delay(EACH_ANSWER);
    runATickOn(WILDFLY);

    tell(":suspend");
    await().atMost(PATIENCE).until(() -> running().equals(List.of("node-2")));
    cluster.faulty().pass();
    await().atMost(PATIENCE).until(() -> running().isEmpty());
    long before = attempts("node-1");
    runATickOn(PAYARA);
    await().atMost(PATIENCE).until(() -> running().isEmpty());
    assertThat(attempts("node-1")).isEqualTo(before);
    assertThat(cluster.api(WILDFLY).isReady()).isFalse();

    tell(":resume");
    cluster.awaitReady(WILDFLY);
    runATickOn(WILDFLY);
    assertThat(attempts("node-1")).isGreaterThan(before);
    await().atMost(PATIENCE).until(() -> running().isEmpty());
  }

  private void tell(String command) throws IOException {
    var unused = wildfly.tell(cluster.node(WILDFLY).root(), command);
  }

  /** Asks for one until that replica has it. */
  private void runATickOn(int node) {
    String id = cluster.node(node).id();
    long before = count("select coalesce(max(epoch), 0) from tick");
    String begun = "select count(*) from tick where node = '%s' and epoch > %d";
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              cluster.api(node).call("POST", "/api/v1/checkers/defaults/ticks", "");
              return count(begun.formatted(id, before)) > 0;
            });
  }

  /** Who runs a tick, as the ledger says. */
  private List<String> running() {
    String sql = "select node from tick where scope = 'defaults' and state = 'RUNNING'";
    return cluster.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  private long attempts(String id) {
    return count(
        "select coalesce(sum(times), 0) from tick_attempt where scope = 'defaults' and node = '"
            + id
            + "'");
  }

  private long count(String sql) {
    return cluster.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}

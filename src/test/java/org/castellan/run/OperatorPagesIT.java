package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.castellan.testkit.Program;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.ScriptsPage;
import org.castellan.testkit.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What docs tell an operator to ask of the API and of the database. */
@TestInstance(Lifecycle.PER_CLASS)
class OperatorPagesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Program CURL = new Program("curl", "curl");

  /** The one that was asked for; or one runs. */
  private static final String A_TICK = "(?s).*(\"tick\":|TICK_RUNNING).*";

  private static final String VERIFY = "/api/v1/audit-events/verify";

  private final ScriptsPage operations = ScriptsPage.kept("docs/operations.md");
  private final ScriptsPage disaster = ScriptsPage.kept("docs/disaster.md");

  @SuppressWarnings("NullAway.Init")
  private TestCluster cluster;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @BeforeAll
  void start() {
    CURL.require();
    cluster = new TestCluster(new PayaraMicro());
    cluster.register("acme");
    cluster.register("initech");
  }

  @AfterAll
  void end() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aPauseHoldsAndATickIsAskedFor() {
    assertThat(paste(operations.script("\"paused\":true")))
        .contains("\"paused\":true")
        .matches(A_TICK);
    assertThat(paste(operations.script("checkers/patrol/ticks"))).matches(A_TICK);
  }

  @Test
  void artifactsAreKeptForAWhileAndAtLastAllArePurged() {
    assertThat(paste(operations.script("P90D"))).contains("\"retention\":\"PT2160H\"");
    assertThat(paste(operations.script("purge=true"))).contains("\"purge\":{");
    await()
        .atMost(PATIENCE)
        .until(() -> paste(operations.script("purge=true")).contains("\"status\":404"));
  }

  @Test
  void whatWasRestoredIsLookedAt() {
    await().atMost(PATIENCE).until(() -> !checkpoint().isEmpty());
    String checkpoint = checkpoint();
    assertThat(paste(disaster.script("$CHECKPOINT"), "CHECKPOINT", checkpoint))
        .contains("\"status\":\"UP\"", "\"status\":\"OK\"")
        .matches(A_TICK);
  }

  @Test
  void credentialsAreEnteredAgain() {
    String script = disaster.script("cas-backends/main");
    String right =
        script
            .replace("\"accessKeyId\": \"…\"", "\"accessKeyId\": \"%s\"")
            .replace("\"secretAccessKey\": \"…\"", "\"secretAccessKey\": \"%s\"")
            .formatted(S3Server.accessKeyId(), S3Server.secretAccessKey());
    assertThat(paste(right)).contains("\"status\":\"OK\"");
  }

  @Test
  void whatALostBucketHeldIsListed() {
    assertThat(paste(disaster.script("damage=MISSING"))).matches(A_TICK).contains("\"items\":[]");
  }

  @Test
  void theDatabaseAnswersToo() {
    assertThat(rows(operations.script("artifact_removal r"))).isEmpty();
    assertThat(rows(operations.script("where a.damage is not null"))).isEmpty();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              cluster.api(0).call("POST", "/api/v1/checkers/defaults/ticks", "");
              assertThat(rows(operations.script("pg_locks")))
                  .anyMatch(row -> row.toString().contains("castellan/node-1 lock"));
            });
  }

  private String checkpoint() {
    return cluster.api(0).get(VERIFY).getString("checkpoint", "");
  }

  private List<Map<String, Object>> rows(String sql) {
    return cluster.jdbi().withHandle(handle -> handle.createQuery(sql).mapToMap().list());
  }

  private String paste(String script, String... more) {
    var environment = new HashMap<String, String>();
    environment.put("URL", "http://127.0.0.1:" + cluster.port(0));
    environment.put("TOKEN", TestCluster.TOKEN);
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return new Workspace(directory, environment).run(script);
  }
}

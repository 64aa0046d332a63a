package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.management.ObjectName;
import org.castellan.testkit.FaultyProxy;

/**
 * What an administrator does in the console of one replica of a running cluster, whatever its
 * server. Leaves the checkers as they were.
 *
 * @param node the replica's id
 * @param storage of a backend that is in scope
 */
record ConsoleInspection(JmxConsole console, Api api, String node, FaultyProxy storage) {

  private static final String CHECKER = "/api/v1/checkers/defaults";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  void everythingIsThere() throws Exception {
    assertThat(console.find("org.castellan:type=Checker,scope=*,*"))
        .extracting(name -> name.getKeyProperty("scope"))
        .containsExactlyInAnyOrder("defaults", "all", "artifacts", "patrol", "audit");
    assertThat(console.find("org.castellan:*"))
        .hasSize(11)
        .allMatch(name -> name.getKeyProperty("application").equals("castellan"))
        .allMatch(name -> name.getKeyProperty("node").equals(node));
  }

  void theFiguresAreThoseOfTheApi() throws Exception {
    ObjectName checker = bean("Checker,scope=defaults");
    await().atMost(PATIENCE).until(() -> console.read(checker, "LastTick") != null);
    assertThat(console.read(checker, "Interval")).isEqualTo("PT15S");
    assertThat(console.read(checker, "Problem")).isEqualTo("");
    assertThat(Instant.parse(console.read(checker, "NextTick").toString()))
        .isBefore(Instant.now().plusSeconds(20));
    String last = console.read(checker, "LastTick", "tick").toString();
    assertThat(api.get(CHECKER + "/ticks?pageSize=20").getJsonArray("items"))
        .extracting(each -> each.asJsonObject().getString("tick"))
        .contains(last);
    assertThat((Long) console.read(checker, "LastTick", "epoch")).isPositive();
  }

  void whatThisReplicaDidIsCounted() throws Exception {
    ObjectName checker = bean("Checker,scope=defaults");
    ObjectName lease = bean("Lease,scope=defaults");
    ObjectName validation = bean("Validation");
    await().atMost(PATIENCE).ignoreExceptions().until(() -> hasWonWhenAsked(checker));
    assertThat((Long) console.read(lease, "Taken")).isPositive();
    await().atMost(PATIENCE).until(() -> console.count(validation, "Ended", "OK") > 0);
    assertThat((Integer) console.read(validation, "Parallelism")).isEqualTo(16);
  }

  void aPauseARunNowAndTheEndOfThePauseHoldOnTheWholeCluster() throws Exception {
    ObjectName checker = bean("Checker,scope=defaults");
    console.call(checker, "pause");
    try {
      assertThat(api.get(CHECKER).getBoolean("paused")).isTrue();
      assertThat(console.read(checker, "Paused")).isEqualTo(true);
      await().atMost(PATIENCE).until(() -> !api.get(CHECKER).containsKey("holder"));
      storage.delay(Duration.ofMillis(500));
      String tick = console.call(checker, "runNow").toString();
      assertThatThrownBy(() -> console.call(checker, "runNow"))
          .hasStackTraceContaining("TICK_RUNNING: wait until the checker's tick is finished");
      storage.pass();
      // The next instant of the grid may come first, which ends it as well.
      await().atMost(PATIENCE).until(() -> Set.of("DONE", "CAPPED").contains(stateOf(tick)));
    } finally {
      storage.pass();
      console.call(checker, "resume");
    }
    assertThat(api.get(CHECKER).getBoolean("paused")).isFalse();
    assertThat(actions()).contains("CHECKER_PAUSED", "TICK_REQUESTED", "CHECKER_RESUMED");
  }

  /** Each replica is the first to poll now and then. */
  private boolean hasWonWhenAsked(ObjectName checker) throws Exception {
    boolean won = console.count(checker, "AttemptsHere", "WON") > 0;
    if (!won && !api.get(CHECKER).containsKey("holder")) {
      console.call(checker, "runNow");
    }
    return won;
  }

  private ObjectName bean(String type) throws Exception {
    return console.one("org.castellan:type=" + type + ",*");
  }

  private String stateOf(String tick) {
    return api.get(CHECKER + "/ticks?pageSize=20").getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("tick").equals(tick))
        .map(each -> each.getString("state"))
        .findFirst()
        .orElse("");
  }

  /** Those of the console. */
  private List<String> actions() {
    return api.get("/api/v1/audit-events?pageSize=100").getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("actor").equals("jmx"))
        .map(each -> each.getString("action"))
        .toList();
  }
}

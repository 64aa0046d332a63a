package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.castellan.access.Role;
import org.castellan.schedule.CheckerSettings;
import org.castellan.schedule.PostgresLedger;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CheckersApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private static final String DEFAULTS = "/v1/checkers/defaults";

  @BeforeEach
  void someTicks() {
    db.jdbi()
        .useHandle(
            handle -> {
              handle.execute("delete from tick_attempt");
              handle.execute("delete from tick");
              handle.execute(
                  """
                  insert into tick (scope, instant, state, epoch, node, session_pid, started_at,
                    taken_at, finished_at, done, failed, skipped)
                  select 'defaults', timestamptz '2026-01-01 00:00Z' + n * interval '30 minutes',
                    'DONE', n, 'node-1', 42, now(), now(), now(), 5, 1, 2
                  from generate_series(1, 5) as n
                  """);
            });
  }

  @Test
  void administratorSeesTheLedgerPageByPage() {
    JsonObject first = api.admin().get(DEFAULTS + "/ticks?pageSize=3").json();
    JsonObject second =
        api.admin()
            .get(DEFAULTS + "/ticks?pageSize=3&pageToken=" + first.getString("nextPageToken"))
            .json();
    assertThat(ticks(first))
        .containsExactly("2026-01-01T02:30:00Z", "2026-01-01T02:00:00Z", "2026-01-01T01:30:00Z");
    assertThat(ticks(second)).containsExactly("2026-01-01T01:00:00Z", "2026-01-01T00:30:00Z");
    assertThat(second).doesNotContainKey("nextPageToken");
    JsonObject newest = first.getJsonArray("items").getJsonObject(0);
    assertThat(newest.getString("node")).isEqualTo("node-1");
    assertThat(newest.getInt("validated")).isEqualTo(5);
    assertThat(newest.getInt("failed")).isEqualTo(1);
    assertThat(newest.getInt("skipped")).isEqualTo(2);
  }

  /** Promise 7: from counts one could infer how others' backends are. */
  @Test
  void organizationSeesInstantsOnly() {
    ApiClient reader = api.as(Role.READER, api.registry().organization());
    JsonObject newest =
        reader.get(DEFAULTS + "/ticks").json().getJsonArray("items").getJsonObject(0);
    assertThat(newest.keySet())
        .containsExactlyInAnyOrder("tick", "state", "requested", "startedAt", "finishedAt");
    assertThat(reader.get("/v1/checkers").text())
        .doesNotContain("node-1", "validated", "holder", "forecast");
    assertThat(reader.get(DEFAULTS).json().getString("interval")).isEqualTo("PT30M");
  }

  @Test
  void administratorSeesWhetherTheNextTickWillFit() {
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute("update tick set started_at = finished_at - interval '21 minutes'"));
    JsonObject forecast = api.admin().get(DEFAULTS).json().getJsonObject("forecast");
    assertThat(forecast.getString("fit")).isEqualTo("TIGHT");
    assertThat(forecast.getString("expected")).isEqualTo("PT21M");
    assertThat(forecast.getString("basis")).isEqualTo("2026-01-01T02:30:00Z");
  }

  @Test
  void runNowIsAcceptedOnce() {
    var accepted = api.admin().post(DEFAULTS + "/ticks");
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.json().getString("scope")).isEqualTo("defaults");
    var refused = api.admin().post(DEFAULTS + "/ticks");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.reason()).isEqualTo("TICK_RUNNING");
    assertThat(actions()).contains("TICK_REQUESTED");
  }

  @Test
  void checkerIsPausedAndResumed() {
    assertThat(api.admin().patch(DEFAULTS, "{\"paused\":true}").json().getBoolean("paused"))
        .isTrue();
    assertThat(api.admin().get(DEFAULTS).json().getBoolean("paused")).isTrue();
    assertThat(api.admin().patch(DEFAULTS, "{\"paused\":false}").json().getBoolean("paused"))
        .isFalse();
    assertThat(actions()).contains("CHECKER_PAUSED", "CHECKER_RESUMED");
  }

  /** Promise 7 too: of the shards an organization sees no more than of the scope. */
  @Test
  void aSplitScopeIsOneCheckerAndTellsOfItsShards() {
    var half = Duration.ofMinutes(30);
    var cap = Duration.ofMinutes(25);
    var ledger = new PostgresLedger(db.jdbi());
    ledger.configure(new CheckerSettings("defaults", half, cap, 2));
    try {
      assertThat(api.admin().post(DEFAULTS + "/ticks").status()).isEqualTo(202);
      assertThat(api.admin().get("/v1/checkers/defaults-1-of-2").status()).isEqualTo(404);
      List<JsonObject> shards = shards(api.admin());
      assertThat(shards)
          .extracting(shard -> shard.getString("name"))
          .containsExactly("defaults-1-of-2", "defaults-2-of-2");
      assertThat(shards).allMatch(shard -> shard.getString("state").equals("REQUESTED"));
      assertThat(shards).allMatch(shard -> shard.getInt("remaining") == 0);
      assertThat(shards(api.as(Role.READER, api.registry().organization())).get(0).keySet())
          .containsExactlyInAnyOrder("name", "state");
    } finally {
      ledger.configure(new CheckerSettings("defaults", half, cap, 1));
    }
    assertThat(api.admin().get(DEFAULTS).json()).doesNotContainKey("shards");
  }

  private static List<JsonObject> shards(ApiClient client) {
    return client.get(DEFAULTS).json().getJsonArray("shards").getValuesAs(JsonObject.class);
  }

  @Test
  void nodesAreListed() {
    JsonObject node = api.admin().get("/v1/nodes").json().getJsonArray("items").getJsonObject(0);
    assertThat(node.getString("id")).isEqualTo("test-node");
    assertThat(node.getString("version")).isEqualTo("test");
    assertThat(node.getJsonNumber("clockOffsetMillis").longValue()).isBetween(-5000L, 5000L);
    assertThat(node.getJsonObject("settings").getString("CASTELLAN_LEASE_TTL")).isEqualTo("PT1M");
  }

  @Test
  void replicaThatDisagreesIsWarnedOfOnceItIsSeen() {
    assertThat(warnings()).isEmpty();
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into node (id, address, version, clock_offset_ms, poolers, settings)
                    values ('other', 'there', 'test', -7000, '{locks}',
                            '{"CASTELLAN_LEASE_TTL": "PT30S"}')
                    """));
    assertThat(warnings())
        .extracting(warning -> warning.getString("kind"))
        .containsExactly("SETTINGS_DIFFER", "CLOCK_OFF", "POOLER");
    assertThat(warnings().get(0).getJsonArray("settings").getString(0))
        .isEqualTo("CASTELLAN_LEASE_TTL");
    assertThat(warnings().get(1).getJsonArray("nodes").getString(0)).isEqualTo("other");
    db.jdbi().useHandle(handle -> handle.execute("delete from node where id = 'other'"));
  }

  private static List<JsonObject> warnings() {
    return api.admin()
        .get("/v1/nodes")
        .json()
        .getJsonArray("warnings")
        .getValuesAs(JsonObject.class);
  }

  private static List<String> actions() {
    return api
        .admin()
        .get("/v1/audit-events")
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(event -> event.getString("action"))
        .toList();
  }

  private static List<String> ticks(JsonObject page) {
    return page.getJsonArray("items").getValuesAs(JsonObject.class).stream()
        .map(tick -> tick.getString("tick"))
        .toList();
  }
}

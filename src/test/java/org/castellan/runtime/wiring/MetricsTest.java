package org.castellan.runtime.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.castellan.run.Api;
import org.castellan.testkit.MetricsPage;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is scraped from an application that has done a bit of everything. */
class MetricsTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final String METRICS = "/api/metrics";
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^(castellan_\\w+?)(?:_bucket|_count|_sum)?(?:\\{(.*)})? \\S+$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");

  private final String toys = "secretly-named-" + NUMBER.incrementAndGet();
  private final String path = "/api/v1/organizations/" + toys;
  private final InProcessSettings settings = new InProcessSettings();

  @AfterEach
  void forget() {
    settings.close();
  }

  @Test
  void thePageListsEveryMetricWithItsKindAndLabels() {
    try (var server = start()) {
      Api api = busy(server);
      String scraped = api.call("GET", METRICS, "").body();
      assertThat(kinds(scraped)).isEqualTo(MetricsPage.kinds());
      assertThat(labels(scraped)).isEqualTo(MetricsPage.labels());
      assertThat(scraped)
          .contains(
              "castellan_backends{provider=\"TOY\",seat=\"DEFAULT\",status=\"OK\"} "
                  + toyBackends()
                  + ".0")
          .contains("castellan_checker_paused{scope=\"defaults\"} 0.0")
          .contains("castellan_checker_interval_seconds{scope=\"artifacts\"} 300.0")
          .contains("castellan_gate_decisions_total{decision=\"NONE_VALID\"} 0.0")
          .contains("castellan_ticks_total{scope=\"defaults\",state=\"CAPPED\"} 0.0")
          .contains("castellan_validations_total{result=\"OK\",trigger=\"CREATE\"} 1.0")
          .contains("castellan_gate_decisions_total{decision=\"DEFAULT\"} 1.0")
          .contains("castellan_gate_duration_seconds_count 1")
          .contains("castellan_artifact_received_bytes_total 5.0")
          .contains("castellan_artifact_sent_bytes_total 5.0")
          .contains("castellan_spool_bytes 0.0")
          .contains("castellan_spool_limit_bytes 4.294967296E9")
          .containsPattern("castellan_stores_open [1-9]")
          .contains("castellan_database_connections_limit{pool=\"work\"} 20.0")
          .contains("outcome=\"WON\",scope=\"defaults\"");
    }
  }

  /** Promise 7: whoever may scrape learns how many, not who. */
  @Test
  void noNameOfATenantIsALabelAndATokenIsNeeded() {
    try (var server = start()) {
      Api api = busy(server);
      assertThat(api.call("GET", METRICS, "").body())
          .doesNotContain("secretly-named", "hidden-shelf");
      String token =
          Api.json(api.call("POST", path + "/tokens", "{\"name\":\"o\",\"role\":\"owner\"}"))
              .getString("secret");
      assertThat(new Api(server.url(), token).call("GET", METRICS, "").statusCode()).isEqualTo(403);
      assertThat(new Api(server.url(), "none").call("GET", METRICS, "").statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void whereTheConfigurationSaysSoNoTokenIsNeededForThemAndForNothingElse() {
    settings.set("castellan.metrics.public", "true");
    try (var server = start()) {
      ready(server);
      var nobody = new Api(server.url(), "none");
      var answer = nobody.call("GET", METRICS, "");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("version=0.0.4");
      assertThat(nobody.call("GET", "/api/v1/nodes", "").statusCode()).isEqualTo(401);
    }
  }

  private static long toyBackends() {
    return db.jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from cas_backend where provider = 'TOY'")
                    .mapTo(Long.class)
                    .one());
  }

  private InProcessServer start() {
    return new InProcessServer(new CountedPool(db.url()), new CountedPool(db.url()));
  }

  private static Api ready(InProcessServer server) {
    var api = new Api(server.url(), InProcessSettings.TOKEN);
    await().atMost(Duration.ofSeconds(60)).until(api::isReady);
    return api;
  }

  /** After a tick of its own, an upload and a download. */
  private Api busy(InProcessServer server) {
    Api api = ready(server);
    ToyOrganization.create(api, toys, "hidden-shelf");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              api.call("POST", "/api/v1/checkers/defaults/ticks", "");
              String body = api.call("GET", METRICS, "").body();
              // What is asked of the database is some seconds old.
              return body.contains("castellan_tick_duration_seconds_count{")
                  && body.contains("castellan_tick_forecast_ratio{");
            });
    var stored = api.call("POST", path + "/artifacts", "hello");
    assertThat(stored.statusCode()).as(stored.body()).isIn(200, 201);
    String digest = Api.json(stored).getString("digest");
    assertThat(api.call("GET", path + "/artifacts/" + digest, "").body()).isEqualTo("hello");
    return api;
  }

  private static Map<String, String> kinds(String scraped) {
    Map<String, String> kinds = new TreeMap<>();
    TYPE.matcher(scraped)
        .results()
        .filter(type -> !type.group(1).endsWith("_max"))
        .forEach(type -> kinds.put(type.group(1), type.group(2)));
    return kinds;
  }

  private static Map<String, Set<String>> labels(String scraped) {
    Map<String, Set<String>> labels = new TreeMap<>();
    SAMPLE
        .matcher(scraped)
        .results()
        .filter(sample -> !sample.group(1).endsWith("_max"))
        .forEach(
            sample ->
                labels
                    .computeIfAbsent(sample.group(1), name -> new TreeSet<>())
                    .addAll(words(LABEL, sample.group(2))));
    labels.values().forEach(each -> each.remove("le"));
    return labels;
  }

  private static Set<String> words(Pattern pattern, String text) {
    Set<String> words = new TreeSet<>();
    if (text != null) {
      pattern.matcher(text).results().map(found -> found.group(1)).forEach(words::add);
    }
    return words;
  }
}

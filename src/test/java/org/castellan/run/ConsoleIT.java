package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;

/** The console in a browser, on a cluster of two servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ACME = "/api/v1/organizations/acme";
  private static final String DEFAULTS = "[data-scope=defaults] ";
  private static final List<String> PAGES =
      List.of("schedule", "backends", "what-if", "cluster", "artifacts", "audit");

  @SuppressWarnings("NullAway.Init")
  private Browser browser;

  @SuppressWarnings("NullAway.Init")
  private TestCluster cluster;

  @BeforeAll
  void start() {
    browser = new Browser();
    cluster = new TestCluster(new WildFly(), new PayaraMicro());
    cluster.faulty().pass();
    cluster.register("acme");
    cluster.organization("globex");
    cluster.api(0).call("POST", ACME + "/artifacts", "\"hello\"");
  }

  @AfterAll
  void end() {
    if (cluster != null) {
      cluster.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void signInAsAdministrator() {
    browser.desktop();
    browser.prefer("light");
    signIn(TestCluster.TOKEN);
  }

  /** Nothing inline, nothing from elsewhere, no error: whatever a case did. */
  @AfterEach
  void nothingWasComplainedOf() {
    assertThat(complaints()).isEmpty();
  }

  /**
   * The cases' own doing is none: a place without an icon is visited, and the streams of pages just
   * left still count, so that one more is refused for some seconds.
   */
  private List<String> complaints() {
    return browser.complaints().stream()
        .filter(line -> !line.contains("favicon.ico") && !line.contains("429"))
        .toList();
  }

  private void signIn(String token) {
    browser.open(cluster.node(0).url() + "/pages/castle.svg");
    browser.run("sessionStorage.clear()");
    browser.open(cluster.node(0).url() + "/#/schedule");
    soon().untilAsserted(() -> assertThat(browser.all("#token")).hasSize(1));
    browser.one("#token").sendKeys(token, Keys.ENTER);
    soon().untilAsserted(() -> assertThat(browser.text(".stream")).isEqualTo("Live"));
  }

  private static ConditionFactory soon() {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(WebDriverException.class);
  }

  private void go(String page) {
    browser.run("location.hash = '#/' + arguments[0]", page);
    soon()
        .untilAsserted(
            () -> {
              assertThat(browser.one("nav a[aria-current=page]").getAttribute("href"))
                  .endsWith("#/" + page);
              assertThat(browser.all(".waiting")).isEmpty();
              assertThat(browser.all("main .callout.bad")).isEmpty();
            });
  }

  private void reads(String css, String... words) {
    soon().untilAsserted(() -> assertThat(browser.text(css)).contains(words));
  }

  @Test
  @Order(1)
  void everyPageIsReadableOnEveryScreenAndWithoutBarriers() {
    each("light", page -> assertThat(browser.barriers()).as(page).isEmpty());
    browser.prefer("dark");
    each("dark", page -> assertThat(browser.barriers()).as(page).isEmpty());
    browser.prefer("light");
    browser.phone();
    each("phone", page -> assertThat(sideways()).as(page + " scrolls sideways").isZero());
  }

  private void each(String look, ThrowingConsumer<String> check) {
    for (String page : PAGES) {
      go(page);
      check.accept(page);
      browser.picture(look + "-" + page);
    }
  }

  private long sideways() {
    return (Long)
        browser.run(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  @Test
  @Order(2)
  void tokenThatIsNoneIsToldSoAndKeptNowhere() {
    browser.one(".who button").click();
    browser.one("#token").sendKeys("wrong", Keys.ENTER);
    reads(".signin [role=alert]", "A valid token is needed", "UNAUTHENTICATED");
    assertThat(browser.run("return sessionStorage.length + document.cookie.length")).isEqualTo(0L);
    assertThat(browser.barriers()).isEmpty();
    browser.picture("light-signin");
    // The browser reports each answer that is an error.
    assertThat(complaints()).allMatch(line -> line.contains("401"));
  }

  @Test
  @Order(3)
  void checkersThatUploadsDependOnComeFirst() {
    go("schedule");
    soon()
        .untilAsserted(
            () ->
                assertThat(browser.all("[data-scope]"))
                    .extracting(each -> each.getAttribute("data-scope"))
                    .containsExactly("defaults", "all", "artifacts", "patrol", "audit"));
  }

  @Test
  @Order(3)
  void transferIsSmallAndFirstPaintSoon() {
    go("schedule");
    soon()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              browser.run("location.reload()");
              reads(DEFAULTS + ".countdown", ":");
              assertThat((Long) browser.run(PAINT)).as("first paint, ms").isLessThan(1000);
            });
    assertThat((Long) browser.run(TRANSFER)).as("bytes").isBetween(20_000L, 300_000L);
  }

  private static final String PAINT =
      "return Math.round(performance.getEntriesByName('first-contentful-paint')[0].startTime)";
  private static final String TRANSFER =
      "return [...performance.getEntriesByType('resource'),"
          + " ...performance.getEntriesByType('navigation')]"
          + ".reduce((sum, each) => sum + Math.max(each.encodedBodySize, each.transferSize), 0)";

  @Test
  @Order(4)
  void administratorPausesRunsAndResumesWhenTheConsequenceWasSaid() {
    go("schedule");
    soon().untilAsserted(() -> browser.one(DEFAULTS + ".pause").click());
    reads("dialog", "No replica begins another tick until somebody resumes it");
    assertThat(browser.barriers()).isEmpty();
    browser.picture("light-confirm");
    browser.one("dialog button[value=no]").click();
    assertThat(paused()).isFalse();
    browser.one(DEFAULTS + ".pause").click();
    browser.one("dialog button[value=yes]").click();
    reads(DEFAULTS + ".countdown", "Paused");
    assertThat(paused()).isTrue();
    browser.one(DEFAULTS + ".run-now").click();
    browser.one("dialog button[value=yes]").click();
    reads(DEFAULTS + ".story", "because an administrator asked");
    browser.one(DEFAULTS + ".pause").click();
    browser.one("dialog button[value=yes]").click();
    soon().untilAsserted(() -> assertThat(paused()).isFalse());
  }

  private boolean paused() {
    return cluster.api(0).get("/api/v1/checkers/defaults").getBoolean("paused");
  }

  @Test
  @Order(5)
  void backendThatFailsItsProbeIsToldInPlaceAndNotRegistered() {
    go("backends");
    browser.one(".heading .primary").click();
    fill("organization", "globex");
    fill("name", "depot");
    fill("location", "http://127.0.0.1:%d/no-such-bucket".formatted(cluster.faulty().port()));
    fill("accessKeyId", "canary");
    fill("secretAccessKey", "canary");
    assertThat(browser.barriers()).isEmpty();
    browser.one(".form .primary").click();
    reads(".form [role=alert]", "The backend did not pass its probe");
    browser.picture("light-probe");
    assertThat(cluster.api(0).call("GET", globex() + "/depot", "").statusCode()).isEqualTo(404);
    assertThat(complaints()).allMatch(line -> line.contains("422"));
  }

  private static String globex() {
    return "/api/v1/organizations/globex/cas-backends";
  }

  private void fill(String id, String text) {
    soon().untilAsserted(() -> assertThat(browser.all("#" + id)).hasSize(1));
    browser.one("#" + id).sendKeys(text);
  }

  @Test
  @Order(6)
  void backendSaysItsHistoryAndWhatADefaultChanges() {
    go("backends");
    soon().untilAsserted(() -> browser.one("[data-backend='acme/default-inline'] .row").click());
    soon()
        .untilAsserted(
            () ->
                browser
                    .one("[data-backend='acme/default-inline'] .detail .actions button")
                    .click());
    reads("dialog", "Uploads of acme move from main to default-inline");
    browser.one("dialog button[value=no]").click();
    browser.one("[data-backend='acme/main'] .row").click();
    reads("[data-backend='acme/main'] .history", "validations passed", "The last one took");
    assertThat(browser.barriers()).isEmpty();
    browser.picture("light-backend");
  }

  @Test
  @Order(7)
  void whatIfNamesTheOrganizationThatHasNoFallback() {
    go("what-if");
    reads("[data-organization=acme]", "Uploads stop", "no healthy fallback");
    reads("[data-organization=globex]", "Unaffected");
    choose("acme/nothing");
    reads(".filters [role=alert]", "acme/nothing is nobody’s default or fallback");
    choose("acme/main");
    soon().untilAsserted(() -> assertThat(browser.all(".filters [role=alert]")).isEmpty());
    reads("[data-organization=acme]", "Uploads to main are refused");
    assertThat(browser.barriers()).isEmpty();
  }

  private void choose(String backend) {
    browser.one("#failing-backend").clear();
    browser.one("#failing-backend").sendKeys(backend, Keys.TAB);
  }

  /** As if a third replica had come, with a setting of its own, a wrong clock and a pooler. */
  @Test
  @Order(8)
  void replicaThatDisagreesIsWarnedOf() {
    cluster.jdbi().useHandle(handle -> handle.execute(STRANGER));
    go("cluster");
    reads(
        "main .callouts",
        "Replicas run with different settings: CASTELLAN_LEASE_TTL",
        "The clock of stranger is 40.0 s behind the database's",
        "A pooler such as PgBouncer stands between stranger and PostgreSQL");
    reads("[data-node=stranger]", "40 s behind", "CASTELLAN_LEASE_TTL=PT7M");
    assertThat(browser.barriers()).isEmpty();
    browser.picture("light-warnings");
    cluster.jdbi().useHandle(handle -> handle.execute("delete from node where id = 'stranger'"));
    soon().untilAsserted(() -> assertThat(browser.all("[data-node=stranger]")).isEmpty());
  }

  private static final String STRANGER =
      """
      insert into node (id, address, version, clock_offset_ms, poolers, settings)
      select 'stranger', 'nowhere', max(version), -40000, '{locks}',
             '{"CASTELLAN_LEASE_TTL": "PT7M"}'
        from node
      """;

  /** The list is the server's: 10,000 more do not slow it. */
  @Test
  @Order(9)
  void tenThousandBackendsAreListedAndFiltered() {
    cluster.jdbi().useHandle(handle -> handle.execute(MANY));
    go("backends");
    reads(".more", "Show more");
    assertThat(browser.all(".backend")).hasSize(50);
    long start = System.nanoTime();
    browser.one("#text").sendKeys("depot-9999");
    soon().untilAsserted(() -> assertThat(browser.all(".backend")).hasSize(1));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    browser.picture("light-filtered");
    cluster.jdbi().useHandle(h -> h.execute("delete from cas_backend where name like 'depot-%'"));
  }

  private static final String MANY =
      """
      with c as (
        insert into credential (id, ciphertext)
        select gen_random_uuid(), ''::bytea from generate_series(1, 10000) returning id)
      insert into cas_backend (id, organization_id, name, provider, location, host, max_bytes,
          credential_id, status, validated_at)
      select gen_random_uuid(), (select id from organization where name = 'globex'),
             'depot-' || row_number() over (), 'AWS-S3', 'depot', 'depot.example', 10485760,
             c.id, 'OK', now() from c
      """;

  /** Promise 7, as far as a user interface can keep it: the API refuses the rest. */
  @Test
  @Order(10)
  void readerSeesNoActionsNoReplicasAndNobodyElse() {
    String token =
        Api.json(
                cluster
                    .api(0)
                    .call("POST", ACME + "/tokens", "{\"name\":\"guest\",\"role\":\"reader\"}"))
            .getString("secret");
    signIn(token);
    reads(DEFAULTS + ".countdown", ":");
    assertThat(browser.text("nav")).doesNotContain("Cluster", "Audit");
    assertThat(browser.all(".run-now, .pause")).isEmpty();
    assertThat(browser.text("main")).doesNotContain("node-1", "node-2");
    browser.picture("light-reader");
    go("backends");
    assertThat(browser.text("main")).contains("main").doesNotContain("globex", "New backend");
    browser.one("[data-backend='acme/main'] .row").click();
    reads("[data-backend='acme/main'] .detail", "Registered");
    assertThat(browser.all(".detail button")).isEmpty();
    browser.run("location.hash = '#/cluster'");
    reads("h1", "Schedule");
  }

  /** Promise 2, as an administrator watches it. Browser and survivor are the first node's. */
  @Test
  @Order(11)
  void killedHolderIsSeenOnTheTimelineAsItHappens() {
    go("schedule");
    cluster.faulty().stall();
    soon().until(this::theSecondHolds);
    cluster.node(1).kill();
    soon()
        .untilAsserted(
            () -> assertThat(browser.all(DEFAULTS + "[data-node=node-2] .tick.lost")).isNotEmpty());
    cluster.faulty().pass();
    reads(DEFAULTS + "[data-node=node-2]", "gone");
    soon()
        .untilAsserted(
            () -> {
              browser.one(DEFAULTS + "[data-node=node-2] .tick.lost").click();
              assertThat(browser.text(DEFAULTS + ".story"))
                  .contains("node-1 took over after node-2 was lost", "done");
            });
    browser.picture("light-takeover");
  }

  private boolean theSecondHolds() {
    var checker = cluster.api(0).get("/api/v1/checkers/defaults");
    if (!checker.containsKey("holder")) {
      cluster.api(1).call("POST", "/api/v1/checkers/defaults/ticks", "");
      return false;
    }
    return checker.getJsonObject("holder").getString("node").equals("node-2");
  }

  @Test
  @Order(12)
  void lostStreamIsShown() {
    cluster.node(0).kill();
    reads(".stream", "Not live");
    browser.picture("light-lost");
    browser.open("about:blank");
    assertThat(complaints()).allMatch(line -> line.contains("ERR_"));
  }
}

package org.castellan.runtime.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.castellan.run.Api;
import org.castellan.runtime.settings.SettingsException;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The producers, put together as on a server. The WAR's own DataSources and executor are not there:
 * everything has to come from the names in the configuration.
 */
class WiringTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final String TOKEN = "in-process-in-process-admin-token";
  private static final String SHA256_OF_HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final String ORGANIZATIONS = "/api/v1/organizations";
  private static final String VALIDATED_BY_A_TICK =
      "validation v join cas_backend b on b.id = v.backend_id"
          + " where b.provider = 'TOY' and v.trigger = 'TICK' and v.status = 'OK'";
  private static final String ARTIFACT = "/artifacts/sha256:" + SHA256_OF_HELLO;

  private final Map<String, String> settings = new HashMap<>();
  private final CountedPool work = new CountedPool(db.url());
  private final CountedPool locks = new CountedPool(db.url());

  @BeforeEach
  void configure() {
    set("castellan.admin.token", TOKEN);
    set("castellan.encryption.keyset", "aW4tcHJvY2Vzcy1pbi1wcm9jZXNzLWtleXNldC0xMjM=");
    set("castellan.node.id", "in-process");
    set("castellan.checker.initial.delay", "PT0.1S");
    set("castellan.datasource.jndi", InProcessServer.WORK);
    set("castellan.lock.datasource.jndi", InProcessServer.LOCKS);
    set("castellan.executor.jndi", InProcessServer.EXECUTOR);
  }

  @AfterEach
  void forget() {
    settings.keySet().forEach(System::clearProperty);
  }

  @Test
  void theServersOwnPoolsAndExecutorCarryAStartATickAndAnUpload() {
    try (var server = start()) {
      var api = ready(server);
      await().atMost(Duration.ofSeconds(30)).until(() -> count("tick where state = 'DONE'") > 0);
      String acme = organization(api, "acme");
      assertThat(api.call("PUT", acme + ARTIFACT, "hello").statusCode()).isEqualTo(201);
      assertThat(api.call("GET", acme + ARTIFACT, "").body()).isEqualTo("hello");
    }
    assertThat(work.opened()).isPositive();
    assertThat(locks.opened()).isPositive();
  }

  /** As docs/adding-a-provider.md says: nobody but its own package knows this one. */
  @Test
  void aProviderThatIsOnePackageAndOneBeanIsRegisteredValidatedByATickAndHoldsArtifacts() {
    try (var server = start()) {
      var api = ready(server);
      String toys = organization(api, "toys");
      String shelf =
          """
          {"name": "shelf", "provider": "TOY", "location": "top", "default": true,
           "credentials": {"key": "k"}}
          """;
      var created = api.call("POST", toys + "/cas-backends", shelf);
      assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
      await().atMost(Duration.ofSeconds(30)).until(() -> tickIsAskedFor(api));
      await().atMost(Duration.ofSeconds(30)).until(() -> count(VALIDATED_BY_A_TICK) > 0);
      var put = api.call("PUT", toys + ARTIFACT, "hello");
      assertThat(put.headers().firstValue("Castellan-Backend")).contains("shelf");
      assertThat(api.call("GET", toys + ARTIFACT, "").body()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "castellan.datasource.jndi,      CASTELLAN_DATASOURCE_JNDI,      DataSource",
    "castellan.lock.datasource.jndi, CASTELLAN_LOCK_DATASOURCE_JNDI, DataSource",
    "castellan.executor.jndi,        CASTELLAN_EXECUTOR_JNDI,        ManagedScheduledExecutorService"
  })
  void aNameThatTheServerDoesNotKnowStopsTheStartWithItsSentence(
      String setting, String variable, String kind) {
    set(setting, "java:jboss/nothing");
    assertThatThrownBy(this::start)
        .hasRootCauseInstanceOf(javax.naming.NameNotFoundException.class)
        .hasStackTraceContaining(
            "%s: Castellan does not start: %s names java:jboss/nothing, where the server has no %s."
                .formatted(SettingsException.class.getName(), variable, kind));
  }

  private static Api ready(InProcessServer server) {
    var api = new Api(server.url(), TOKEN);
    await().atMost(Duration.ofSeconds(30)).until(api::isReady);
    return api;
  }

  /** Its path. */
  private static String organization(Api api, String name) {
    var created = api.call("POST", ORGANIZATIONS, "{\"name\":\"%s\"}".formatted(name));
    assertThat(created.statusCode()).isEqualTo(201);
    return ORGANIZATIONS + "/" + name;
  }

  /** False while another tick runs. */
  private static boolean tickIsAskedFor(Api api) {
    return api.call("POST", "/api/v1/checkers/defaults/ticks", "").statusCode() == 202;
  }

  private InProcessServer start() {
    return new InProcessServer(work, locks);
  }

  private static long count(String from) {
    return db.jdbi()
        .withHandle(
            handle -> handle.createQuery("select count(*) from " + from).mapTo(Long.class).one());
  }

  private void set(String property, String value) {
    settings.put(property, value);
    System.setProperty(property, value);
  }
}

package org.castellan.runtime.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.castellan.run.Api;
import org.castellan.runtime.settings.SettingsException;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
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

  private static final String SHA256_OF_HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final String ORGANIZATIONS = "/api/v1/organizations";
  private static final String VALIDATED_BY_A_TICK =
      "validation v join cas_backend b on b.id = v.backend_id"
          + " where b.provider = 'TOY' and v.trigger = 'TICK' and v.status = 'OK'";
  private static final String ARTIFACT = "/artifacts/sha256:" + SHA256_OF_HELLO;

  private final InProcessSettings settings = new InProcessSettings();
  private final CountedPool work = new CountedPool(db.url());
  private final CountedPool locks = new CountedPool(db.url());

  @AfterEach
  void forget() {
    settings.close();
  }

  @Test
  void theServersOwnPoolsAndExecutorCarryAStartATickAndAnUpload() {
    try (var server = start()) {
      var api = ready(server);
      await().atMost(Duration.ofSeconds(30)).until(() -> count("tick where state = 'DONE'") > 0);
      String acme = organization(api, "acme");
      assertThat(api.call("PUT", acme + ARTIFACT, "hello").statusCode()).isEqualTo(201);
      assertThat(api.call("GET", acme + ARTIFACT, "").body()).isEqualTo("hello");
      await().atMost(Duration.ofSeconds(30)).until(() -> auditIsSealed(api));
    }
    assertThat(work.opened()).isPositive();
    assertThat(locks.opened()).isPositive();
  }

  @Test
  void itsBeansAreInTheConsoleWhileItRunsAndTellOfItsTicks() throws Exception {
    var console = ManagementFactory.getPlatformMBeanServer();
    var own = new ObjectName("org.castellan:application=in-process-app,node=in-process,*");
    var checker = new ObjectName(own.toString().replace(",*", ",type=Checker,scope=all"));
    var validation = new ObjectName(own.toString().replace(",*", ",type=Validation"));
    try (var server = start()) {
      ready(server);
      await().atMost(Duration.ofSeconds(30)).until(() -> console.isRegistered(validation));
      assertThat(console.queryNames(own, null)).hasSize(11);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !((TabularData) console.getAttribute(checker, "AttemptsHere")).isEmpty());
      assertThat(console.getAttribute(checker, "Problem")).isEqualTo("");
      assertThat(console.getAttribute(validation, "Parallelism")).isEqualTo(16);
    }
    assertThat(console.queryNames(own, null)).isEmpty();
  }

  /** As docs/adding-a-provider.md says: nobody but its own package knows this one. */
  @Test
  void aProviderThatIsOnePackageAndOneBeanIsRegisteredValidatedByATickAndHoldsArtifacts() {
    try (var server = start()) {
      var api = ready(server);
      String toys = ToyOrganization.create(api, "toys", "shelf");
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
    settings.set(setting, "java:jboss/nothing");
    assertThatThrownBy(this::start)
        .hasRootCauseInstanceOf(javax.naming.NameNotFoundException.class)
        .hasStackTraceContaining(
            "%s: Castellan does not start: %s names java:jboss/nothing, where the server has no %s."
                .formatted(SettingsException.class.getName(), variable, kind));
  }

  private static Api ready(InProcessServer server) {
    var api = new Api(server.url(), InProcessSettings.TOKEN);
    await().atMost(Duration.ofSeconds(30)).until(api::isReady);
    return api;
  }

  /** Its path. */
  private static String organization(Api api, String name) {
    var created = api.call("POST", ORGANIZATIONS, "{\"name\":\"%s\"}".formatted(name));
    assertThat(created.statusCode()).isEqualTo(201);
    return ORGANIZATIONS + "/" + name;
  }

  private static boolean auditIsSealed(Api api) {
    api.call("POST", "/api/v1/checkers/audit/ticks", "");
    return count("audit_event where number is not null and address = '127.0.0.1'") > 0;
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
}

package org.castellan.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.castellan.access.ClaimMapping;
import org.castellan.access.Role;
import org.castellan.access.TrustedIssuer;
import org.castellan.storage.OutboundPolicy;
import org.castellan.webhook.Subscriber;
import org.castellan.webhook.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final String TOKEN = "dG9rZW4tdG9rZW4tdG9rZW4tdG9rZW4=";
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private final Map<Variable, String> given =
      new EnumMap<>(Map.of(Variable.ADMIN_TOKEN, TOKEN, Variable.ENCRYPTION_KEYSET, KEY));

  @Test
  void everyVariableHasTheContractsDefault() {
    Settings settings = read();
    assertThat(settings.database().url().value())
        .isEqualTo("jdbc:postgresql://127.0.0.1:5432/castellan");
    assertThat(settings.database().user()).isEqualTo("castellan");
    assertThat(settings.database().poolSize()).isEqualTo(20);
    assertThat(settings.jndi().dataSource()).isEqualTo("java:app/jdbc/castellan");
    assertThat(settings.schedule())
        .isEqualTo(
            new ScheduleSettings(
                new CheckerTimes(Duration.ofMinutes(30), Duration.ofMinutes(25)),
                new CheckerTimes(Duration.ofHours(24), Duration.ofHours(2)),
                new CheckerTimes(Duration.ofMinutes(5), Duration.ofMinutes(4)),
                new CheckerTimes(Duration.ofHours(24), Duration.ofHours(6)),
                new CheckerTimes(Duration.ofMinutes(5), Duration.ofMinutes(4)),
                1,
                Duration.ofMinutes(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60)));
    assertThat(settings.checks())
        .isEqualTo(
            new CheckSettings(
                Duration.ofSeconds(10), 16, 4, Duration.ofMinutes(35), Duration.ofSeconds(30), 8));
    assertThat(settings.audit()).isEqualTo(new AuditSettings(Duration.ofDays(365), List.of()));
    assertThat(settings.webhook()).isEmpty();
    assertThat(settings.spool().maxBytes()).isEqualTo(4L << 30);
    assertThat(settings.patrol())
        .isEqualTo(new PatrolBounds(Duration.ofDays(30), 10_000, 100L << 30, 4, 2));
    assertThat(settings.limits()).isEqualTo(new LimitSettings(16, 4, 60));
    assertThat(settings.endpoints().policy()).isEqualTo(OutboundPolicy.Mode.PUBLIC);
    assertThat(settings.endpoints().allowed()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Variable.class)
  void everyVariableIsRead(Variable variable) {
    var asked = EnumSet.noneOf(Variable.class);
    Settings.read(
        each -> {
          asked.add(each);
          return Optional.ofNullable(given.get(each));
        });
    assertThat(asked).contains(variable);
  }

  @Test
  void namesFollowTheEnvironmentAndTheServersConfiguration() {
    assertThat(Variable.DB_POOL_SIZE.environmentName()).isEqualTo("CASTELLAN_DB_POOL_SIZE");
    assertThat(Variable.DB_POOL_SIZE.propertyName()).isEqualTo("castellan.db.pool.size");
  }

  @ParameterizedTest
  @CsvSource({
    "DB_URL,                          nonsense",
    "DB_URL,                          jdbc:mysql://x/y",
    "DB_MIGRATION_USER,               castellan",
    "DB_MIGRATION_PASSWORD,           secret",
    "DB_POOL_SIZE,                    1",
    "DB_POOL_SIZE,                    101",
    "DB_POOL_SIZE,                    many",
    "NODE_ID,                         a b",
    "MODE,                            test",
    "ADMIN_TOKEN,                     short",
    "ENCRYPTION_KEYSET,               dG9v",
    "CHECKER_DEFAULTS_INTERVAL,       PT1S",
    "CHECKER_ARTIFACTS_INTERVAL,      PT1S",
    "CHECKER_ARTIFACTS_MAX_TICK_DURATION, PT5M",
    "CHECKER_PATROL_INTERVAL,         P8D",
    "CHECKER_PATROL_MAX_TICK_DURATION, PT24H",
    "PATROL_PERIOD,                   PT23H",
    "PATROL_PERIOD,                   P367D",
    "PATROL_MAX_COPIES,               0",
    "PATROL_MAX_BYTES,                1024",
    "PATROL_PARALLELISM,              17",
    "PATROL_PER_HOST,                 0",
    "SPOOL_MAX_BYTES,                 511999",
    "SPOOL_MAX_BYTES,                 4GB",
    "CHECKER_DEFAULTS_INTERVAL,       30m",
    "CHECKER_DEFAULTS_INTERVAL,       PT35M",
    "CHECKER_ALL_INTERVAL,            PT2H",
    "CHECKER_INITIAL_DELAY,           -PT1S",
    "CHECKER_POLL_INTERVAL,           PT0S",
    "CHECKER_DEFAULTS_MAX_TICK_DURATION, PT30M",
    "CHECKER_ALL_MAX_TICK_DURATION,   PT24H",
    "LEASE_TTL,                       PT1S",
    "LEASE_TTL,                       PT1H",
    "VALIDATION_TIMEOUT,              PT0S",
    "VALIDATION_PARALLELISM,          0",
    "VALIDATION_PER_HOST,             25",
    "REVALIDATION_WINDOW,             PT30M",
    "REVALIDATION_BACKOFF,            PT0S",
    "REQUEST_THREADS,                 3",
    "UPLOADS_PER_ORGANIZATION,        0",
    "MANUAL_VALIDATIONS_PER_ORGANIZATION, 10001",
    "MANUAL_VALIDATIONS_PER_MINUTE,   -1",
    "ENDPOINT_POLICY,                 none",
    "AUDIT_RETENTION,                 P29D",
    "TRUSTED_PROXIES,                 proxy.example.org",
    "ALLOWED_ENDPOINTS,               10.0.0.0/99",
    "WEBHOOK_URL,                     https://hooks.example.org/a",
    "WEBHOOK_SECRET,                  AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "WEBHOOK_SECRET,                  short",
    "WEBHOOK_SECRET_FILE,             /nowhere",
    "WEBHOOK_EVENTS,                  everything",
    "WEBHOOK_SOURCE,                  a b",
    "OIDC_ISSUER,                     https://id.example.org",
    "OIDC_ISSUER,                     http://id.example.org",
    "OIDC_ISSUER,                     nonsense://",
    "OIDC_ISSUER,                     a b",
    "OIDC_AUDIENCE,                   castellan",
    "OIDC_JWKS_URI,                   https://id.example.org/keys",
    "OIDC_ROLES,                      owner",
    "OIDC_ROLES,                      =owner",
    "OIDC_ROLES,                      a=king"
  })
  void whatIsOutOfRangeIsRefusedByName(Variable variable, String value) {
    given.put(variable, value);
    assertThat(problems())
        .anySatisfy(sentence -> assertThat(sentence).contains(variable.environmentName()));
  }

  @Test
  void aWebhookHasAnAddressAKeyAndTopics() {
    given.put(Variable.WEBHOOK_URL, "https://hooks.example.org/a?b=c");
    given.put(Variable.WEBHOOK_SECRET, "whsec_" + KEY);
    given.put(Variable.WEBHOOK_EVENTS, "audit, backend-status");
    Subscriber webhook = read().webhook().orElseThrow();
    assertThat(webhook.url()).isEqualTo(URI.create("https://hooks.example.org/a?b=c"));
    assertThat(webhook.topics()).containsExactlyInAnyOrder(Topic.AUDIT, Topic.BACKEND_STATUS);
    assertThat(webhook.source()).isEqualTo("/castellan");
    assertThat(read().toString()).doesNotContain(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example.org/a",
        "https://canary:canary@hooks.example.org/a",
        "https://hooks.example.org/a#canary",
        "ftp://hooks.example.org/a",
        "hooks.example.org",
        "https:///canary",
        "canary ://"
      })
  void aWebhooksAddressIsSafeAndNeverTold(String url) {
    given.put(Variable.WEBHOOK_URL, url);
    given.put(Variable.WEBHOOK_SECRET, KEY);
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("CASTELLAN_WEBHOOK_URL must be")
        .doesNotContain("canary");
  }

  @Test
  void aWebhookThatIsListedMayBePlain() {
    given.put(Variable.WEBHOOK_URL, "http://hooks.internal/a");
    given.put(Variable.WEBHOOK_SECRET, KEY);
    given.put(Variable.ALLOWED_ENDPOINTS, "hooks.internal");
    assertThat(read().webhook()).isPresent();
  }

  @Test
  void theOwnerOfTheTablesIsARoleOfItsOwn() {
    assertThat(read().database().owner()).isEmpty();
    given.put(Variable.DB_MIGRATION_USER, "castellan_owner");
    given.put(Variable.DB_MIGRATION_PASSWORD, "canary");
    Settings settings = read();
    assertThat(settings.database().owner().orElseThrow().user()).isEqualTo("castellan_owner");
    assertThat(settings.toString()).doesNotContain("canary");
  }

  @Test
  void allProblemsAreToldAtOnceInSentences() {
    given.put(Variable.DB_POOL_SIZE, "0");
    given.put(Variable.REVALIDATION_WINDOW, "PT30M");
    assertThat(problems())
        .containsExactlyInAnyOrder(
            "CASTELLAN_DB_POOL_SIZE is 0, but must be a whole number from 2 to 100.",
            "CASTELLAN_REVALIDATION_WINDOW is PT30M, but must be longer than"
                + " CASTELLAN_CHECKER_DEFAULTS_INTERVAL (PT30M).");
  }

  @Test
  void anIntervalTooShortForAHandoverIsNoErrorButCalledOut() {
    assertThat(read().schedule().cautions()).isEmpty();
    given.put(Variable.CHECKER_DEFAULTS_INTERVAL, "PT90S");
    given.put(Variable.CHECKER_DEFAULTS_MAX_TICK_DURATION, "PT80S");
    assertThat(read().schedule().cautions())
        .containsExactly(
            "CASTELLAN_CHECKER_DEFAULTS_INTERVAL (PT1M30S) is not longer than CASTELLAN_LEASE_TTL"
                + " and CASTELLAN_CHECKER_POLL_INTERVAL together (PT1M30S): a frozen replica may"
                + " not be replaced within the same tick.");
  }

  @Test
  void theDatabaseMayBeAWholeUrlWhosePasswordIsNeverShown() {
    String url = "jdbc:postgresql://a:1,b:2/c?password=geheim&targetServerType=primary";
    given.put(Variable.DB_URL, url);
    Settings settings = read();
    assertThat(settings.database().url().value()).isEqualTo(url);
    assertThat(settings.database().address()).isEqualTo("a:1,b:2/c");
    assertThat(settings.toString()).doesNotContain("geheim", TOKEN, KEY);
  }

  @Test
  void aRefusedSecretIsNotRepeated() {
    given.put(Variable.ADMIN_TOKEN, "hunter2");
    given.put(Variable.ENCRYPTION_KEYSET, "hunter2");
    given.put(Variable.DB_URL, "hunter2");
    assertThat(problems()).hasSize(3).noneMatch(sentence -> sentence.contains("hunter2"));
  }

  @Test
  void productionWithoutSecretsIsToldTheCommandThatMakesThem() {
    given.clear();
    assertThat(problems())
        .hasSize(2)
        .allMatch(sentence -> sentence.contains("make one with: openssl rand -base64 32"));
  }

  @Test
  void noIssuerIsTrustedUnlessOneIsGiven() {
    assertThat(read().issuer()).isEmpty();
  }

  @Test
  void anIssuerIsTrustedByItsNameForAnAudience() {
    given.put(Variable.OIDC_ISSUER, "https://id.example.org/realms/a");
    given.put(Variable.OIDC_AUDIENCE, "castellan");
    assertThat(read().issuer())
        .contains(
            new TrustedIssuer(
                "https://id.example.org/realms/a",
                "castellan",
                Optional.empty(),
                new ClaimMapping(
                    "organization",
                    "role",
                    Map.of("owner", Role.OWNER, "writer", Role.WRITER, "reader", Role.READER))));
  }

  @Test
  void whatItsClaimsMeanIsConfigured() {
    given.put(Variable.OIDC_ISSUER, "http://127.0.0.1:9000");
    given.put(Variable.OIDC_AUDIENCE, "castellan");
    given.put(Variable.OIDC_JWKS_URI, "http://localhost:9000/keys");
    given.put(Variable.OIDC_ORGANIZATION_CLAIM, "https://example.org/team");
    given.put(Variable.OIDC_ROLE_CLAIM, "realm_access.roles");
    given.put(Variable.OIDC_ROLES, "cas=admins=admin, cas-team = owner");
    assertThat(read().issuer().orElseThrow())
        .isEqualTo(
            new TrustedIssuer(
                "http://127.0.0.1:9000",
                "castellan",
                Optional.of(URI.create("http://localhost:9000/keys")),
                new ClaimMapping(
                    "https://example.org/team",
                    "realm_access.roles",
                    Map.of("cas=admins", Role.ADMIN, "cas-team", Role.OWNER))));
  }

  @Test
  void listsAreSplitAtCommas() {
    given.put(Variable.ALLOWED_ENDPOINTS, "127.0.0.1, 10.0.0.0/8,,minio.local ");
    assertThat(read().endpoints().allowed())
        .isEqualTo(List.of("127.0.0.1", "10.0.0.0/8", "minio.local"));
  }

  @Test
  void theNodesNameStaysTheSameInTheProcess() {
    assertThat(read().node()).isEqualTo(read().node());
  }

  private Settings read() {
    return Settings.read(variable -> Optional.ofNullable(given.get(variable)));
  }

  private List<String> problems() {
    return catchThrowableOfType(SettingsException.class, this::read).problems();
  }
}

package org.castellan.web;

import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.Stream;
import org.castellan.access.Authenticator;
import org.castellan.access.OpenIdTokens;
import org.castellan.access.Role;
import org.castellan.access.Tokens;
import org.castellan.artifact.ArtifactList;
import org.castellan.artifact.Deletions;
import org.castellan.artifact.Downloads;
import org.castellan.artifact.Holdings;
import org.castellan.artifact.Patrol;
import org.castellan.artifact.PatrolListener;
import org.castellan.artifact.PatrolSettings;
import org.castellan.artifact.PatrolTicks;
import org.castellan.artifact.Purges;
import org.castellan.artifact.Spool;
import org.castellan.artifact.Upkeep;
import org.castellan.artifact.Uploads;
import org.castellan.artifact.UploadsUnderWay;
import org.castellan.audit.AuditChain;
import org.castellan.audit.AuditLog;
import org.castellan.audit.EventLog;
import org.castellan.audit.Refusals;
import org.castellan.backend.BackendList;
import org.castellan.backend.BackendRegistry;
import org.castellan.backend.BackendTotals;
import org.castellan.backend.Backends;
import org.castellan.backend.Idling;
import org.castellan.backend.OpenStores;
import org.castellan.credential.KeyRotation;
import org.castellan.credential.RotationRounds;
import org.castellan.lock.LockHolders;
import org.castellan.organization.Organization;
import org.castellan.organization.Organizations;
import org.castellan.runtime.container.RepeatedTransactions;
import org.castellan.runtime.metrics.ArtifactBytes;
import org.castellan.runtime.metrics.ClusterGauges;
import org.castellan.runtime.metrics.Scrape;
import org.castellan.runtime.start.Boot;
import org.castellan.runtime.start.Database;
import org.castellan.runtime.start.Lifecycle;
import org.castellan.schedule.Checkers;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Fence;
import org.castellan.schedule.PostgresCheckers;
import org.castellan.schedule.ReplicaReport;
import org.castellan.schedule.Replicas;
import org.castellan.schedule.Tick;
import org.castellan.schedule.TickAges;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.Provider;
import org.castellan.storage.Providers;
import org.castellan.storage.inline.InlineProvider;
import org.castellan.storage.s3.S3Provider;
import org.castellan.testkit.SmallPool;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestRegistry;
import org.castellan.testkit.TestUpkeep;
import org.castellan.testkit.ThisMachine;
import org.castellan.validation.Gate;
import org.castellan.validation.ManualRevalidation;
import org.castellan.validation.Registration;
import org.castellan.validation.Revalidation;
import org.castellan.validation.TestRun;
import org.castellan.validation.ThisReplica;
import org.castellan.validation.ValidationHistory;
import org.castellan.validation.ValidationListener;
import org.castellan.validation.ValidationSettings;
import org.castellan.validation.Validator;
import org.castellan.web.limit.Limits;
import org.castellan.web.limit.Turnstile;
import org.castellan.web.stream.EventIds;
import org.castellan.web.stream.EventStream;
import org.castellan.web.stream.StreamLimits;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The whole API in this process: Jersey on a free port, beans from Weld, the real objects behind
 * them on a real database. Register it after the {@link TestDatabase}.
 */
@SuppressWarnings("NullAway.Init")
public final class TestApi implements BeforeAllCallback, AfterAllCallback {
  public static final String ADMIN = "admin-token";

  /** What its credentials are encrypted with, and what they may have been before. */
  static final String KEY = "a2V5LWtleS1rZXkta2V5LWtleS1rZXkta2V5LWtleS0=";

  static final String FORMER_KEY = "b2xkLW9sZC1vbGQtb2xkLW9sZC1vbGQtb2xkLW9sZC0=";

  /** What its spool has room for. */
  static final int SPOOL_BYTES = 64 << 20;

  /** How many event streams an organization may have open: those of tests end a little late. */
  static final int STREAMS = 24;

  /** As the real ones, but readers that are gone are noticed soon. */
  private static final StreamLimits QUICK =
      new StreamLimits(
          StreamLimits.DEFAULTS.readers(),
          STREAMS,
          Duration.ofMillis(100),
          Duration.ofMillis(300),
          StreamLimits.DEFAULTS.patience(),
          StreamLimits.DEFAULTS.life());

  /** No bound for tests that are about something else. */
  private static final Limits NONE = new Limits(1000, 1000, 100_000);

  private final TestDatabase database;
  private final Function<Jdbi, Optional<OpenIdTokens>> openId;
  private final List<Class<?>> more;
  private final OutboundPolicy policy = ThisMachine.allowed();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final StubProvider stub = new StubProvider();
  private Limits limits = NONE;
  private SmallPool pool;
  private TestRegistry registry;
  private Upkeep upkeep;
  private Patrol patrol;
  private WeldContainer container;
  private HttpServer server;
  private EventStream stream;

  public TestApi(TestDatabase database) {
    this(database, jdbi -> Optional.empty());
  }

  /** With resources that the application does not have. */
  TestApi(TestDatabase database, Class<?>... more) {
    this(database, jdbi -> Optional.empty(), more);
  }

  /** With an issuer of JWTs. */
  TestApi(TestDatabase database, Function<Jdbi, Optional<OpenIdTokens>> openId, Class<?>... more) {
    this.database = database;
    this.openId = openId;
    this.more = List.of(more);
  }

  /** With these limits for each organization. */
  TestApi limited(int uploads, int validations, int validationsPerMinute) {
    limits = new Limits(uploads, validations, validationsPerMinute);
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    pool = new SmallPool(database.dataSource(), 40);
    Jdbi jdbi = Jdbi.create(pool).installPlugin(new RepeatedTransactions());
    registry = new TestRegistry(jdbi, KEY + "," + FORMER_KEY);
    jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into checker (scope, interval_ms, cap_ms) values ('defaults', 1800000,"
                    + " 1500000), ('all', 86400000, 7200000), ('artifacts', 300000, 240000),"
                    + " ('patrol', 86400000, 21600000), ('audit', 300000, 240000)"));
    Weld weld = new Weld().disableDiscovery().addExtension(graph(jdbi));
    weld.addBeanClasses(components().toArray(Class<?>[]::new));
    weld.addBeanClasses(InstallationAudit.class, CheckerCommands.class, ArtifactTransfers.class);
    container = weld.initialize();
    server =
        GrizzlyHttpServerFactory.createHttpServer(
            URI.create("http://127.0.0.1:0/api"), api(), false);
    // On real servers that is the application's own error page.
    server
        .getServerConfiguration()
        .setDefaultErrorPageGenerator((request, status, reason, text, exception) -> reason);
    server.start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws SQLException {
    stream.stop();
    server.shutdownNow();
    container.shutdown();
    timer.shutdownNow();
    executor.shutdownNow();
    policy.close();
    pool.close();
  }

  public TestRegistry registry() {
    return registry;
  }

  /** The provider whose backends a test makes healthy or broken. */
  StubProvider stub() {
    return stub;
  }

  /** A tick of the checker {@code artifacts}. */
  Counts tidyUp() throws InterruptedException {
    var tick = new Tick(Upkeep.SCOPE, Instant.EPOCH);
    return upkeep.run(new TestRun(new Fence(tick, 1))).counts();
  }

  /** A tick of the checker {@code patrol}, by the only replica. */
  Counts patrol() throws InterruptedException {
    return new PatrolTicks(registry.jdbi, patrol).alone().counts();
  }

  EventStream stream() {
    return stream;
  }

  /** Where it listens, as its users are told. */
  public String address() {
    return "http://127.0.0.1:" + server.getListener("grizzly").getPort();
  }

  /** A client for this token; empty for none. */
  ApiClient as(String token) {
    return new ApiClient(uri(), token);
  }

  /** A client for what no client sends. */
  RawHttp raw(int patienceMillis) {
    return new RawHttp(uri(), patienceMillis);
  }

  private URI uri() {
    return URI.create(address() + "/api");
  }

  ApiClient admin() {
    return as(ADMIN);
  }

  /** A client with a new token of the organization. */
  ApiClient as(Role role, Organization organization) {
    return as(
        registry
            .tokens
            .issue(organization.id(), "test", role, Optional.empty(), "admin")
            .orElseThrow()
            .secret());
  }

  private ResourceConfig api() {
    List<Class<?>> components = components();
    var config = new ResourceConfig().register(DependentInJersey.binder(container, components));
    config.register(ServletRequestInJersey.binder());
    config.addProperties(new CastellanApplication().getProperties());
    components.forEach(type -> config.register(container.select(type).get()));
    return config;
  }

  private List<Class<?>> components() {
    return Stream.of(ApiClasses.resources(), ApiClasses.providers(), more)
        .flatMap(List::stream)
        .toList();
  }

  private Lifecycle started() {
    var lifecycle = new Lifecycle();
    new Boot(timer, lifecycle, List.of(), () -> {}, Duration.ofSeconds(1)).start();
    await().until(lifecycle::isStarted);
    return lifecycle;
  }

  private TestGraph graph(Jdbi jdbi) {
    Providers providers =
        new Providers(List.<Provider>of(new InlineProvider(jdbi), new S3Provider(policy), stub));
    ValidationSettings settings =
        ValidationSettings.of(
            Duration.ofSeconds(5), 4, 4, Duration.ofMinutes(35), Duration.ofSeconds(30), 8);
    OpenStores stores = new OpenStores(providers, registry.backends, Idling.DEFAULTS, timer);
    var self = new ThisReplica("test-node", () -> false);
    Validator validator =
        new Validator(jdbi, stores, registry.audit, self, settings, ValidationListener.NONE);
    Revalidation revalidation = new Revalidation(jdbi, validator, executor, timer, settings);
    Gate gate = new Gate(revalidation, settings);
    var unseen = Duration.ofMinutes(2);
    var underWay = new UploadsUnderWay(jdbi, "test-node", timer, unseen);
    var spool = new Spool(Path.of("target", "spool"), SPOOL_BYTES);
    var uploads =
        new Uploads(jdbi, registry.audit, registry.backends, stores, underWay, spool, gate);
    var downloads = new Downloads(jdbi, registry.backends, stores, timer);
    upkeep = TestUpkeep.of(registry, uploads, stores, executor, unseen);
    patrol =
        new Patrol(
            jdbi,
            registry.audit,
            uploads,
            registry.backends,
            stores,
            PatrolListener.NONE,
            executor,
            new PatrolSettings(Duration.ofDays(1), Duration.ofDays(30), 1000, 1 << 30, 4, 2));
    Replicas replicas =
        new Replicas(
            jdbi,
            new ReplicaReport(
                "test-node",
                "127.0.0.1",
                "test",
                Duration.ofSeconds(60),
                Map.of("CASTELLAN_LEASE_TTL", "PT1M")),
            InstantSource.system());
    replicas.round(Duration.ofSeconds(90));
    stream =
        new EventStream(
            new EventLog(jdbi), new EventIds(List.of("secret")), QUICK, timer, executor);
    var rounds =
        new RotationRounds(
            jdbi,
            registry.vault,
            registry.keyring,
            registry.audit,
            "test-node",
            timer,
            Duration.ofHours(1));
    rounds.start();
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var cluster =
        new ClusterGauges(
            meters, new BackendTotals(jdbi), new PostgresCheckers(jdbi), new TickAges(jdbi));
    return new TestGraph()
        .with(Jdbi.class, jdbi)
        .with(InstantSource.class, InstantSource.system())
        .with(Lifecycle.class, started())
        .with(Database.class, new Database(database.dataSource(), Optional.empty()))
        .with(AuditLog.class, registry.audit)
        .with(Refusals.class, new Refusals(jdbi, registry.audit))
        .with(AuditChain.class, new AuditChain(jdbi))
        .with(TrustedProxies.class, new TrustedProxies(List.of("127.0.0.1")))
        .with(Organizations.class, registry.organizations)
        .with(Tokens.class, registry.tokens)
        .with(Authenticator.class, new Authenticator(jdbi, ADMIN, openId.apply(jdbi)))
        .with(Backends.class, registry.backends)
        .with(
            KeyRotation.class, new KeyRotation(jdbi, registry.keyring, registry.audit, "test-node"))
        .with(RotationRounds.class, rounds)
        .with(BackendList.class, new BackendList(jdbi))
        .with(LockHolders.class, new LockHolders(jdbi))
        .with(BackendRegistry.class, registry.registry)
        .with(Providers.class, providers)
        .with(
            Registration.class,
            new Registration(jdbi, registry.backends, registry.registry, validator, settings))
        .with(Gate.class, gate)
        .with(ManualRevalidation.class, new ManualRevalidation(revalidation))
        .with(ValidationHistory.class, new ValidationHistory(jdbi))
        .with(Checkers.class, new PostgresCheckers(jdbi))
        .with(Replicas.class, replicas)
        .with(EventStream.class, stream)
        .with(Turnstile.class, new Turnstile(limits))
        .with(Scrape.class, new Scrape(meters, cluster, false))
        .with(ArtifactBytes.class, new ArtifactBytes(meters))
        .with(ArtifactList.class, new ArtifactList(jdbi))
        .with(Uploads.class, uploads)
        .with(Purges.class, new Purges(jdbi, registry.audit))
        .with(Holdings.class, new Holdings(jdbi))
        .with(Deletions.class, new Deletions(jdbi, registry.audit))
        .with(Downloads.class, downloads);
  }
}

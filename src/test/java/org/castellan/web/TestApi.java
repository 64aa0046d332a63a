package org.castellan.web;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.castellan.access.Authenticator;
import org.castellan.access.Role;
import org.castellan.access.Tokens;
import org.castellan.artifact.Downloads;
import org.castellan.artifact.Uploads;
import org.castellan.audit.AuditLog;
import org.castellan.backend.BackendRegistry;
import org.castellan.backend.Backends;
import org.castellan.backend.OpenStores;
import org.castellan.organization.Organization;
import org.castellan.organization.Organizations;
import org.castellan.schedule.Checkers;
import org.castellan.schedule.PostgresCheckers;
import org.castellan.schedule.Replicas;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.Provider;
import org.castellan.storage.Providers;
import org.castellan.storage.inline.InlineProvider;
import org.castellan.storage.s3.S3Provider;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestRegistry;
import org.castellan.validation.Gate;
import org.castellan.validation.ManualRevalidation;
import org.castellan.validation.Registration;
import org.castellan.validation.Revalidation;
import org.castellan.validation.ThisReplica;
import org.castellan.validation.ValidationHistory;
import org.castellan.validation.ValidationSettings;
import org.castellan.validation.Validator;
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
final class TestApi implements BeforeAllCallback, AfterAllCallback {
  static final String ADMIN = "admin-token";

  private final TestDatabase database;
  private final OutboundPolicy policy =
      new OutboundPolicy(OutboundPolicy.Mode.PUBLIC, List.of("127.0.0.1"));
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final StubProvider stub = new StubProvider();
  private TestRegistry registry;
  private WeldContainer container;
  private HttpServer server;

  TestApi(TestDatabase database) {
    this.database = database;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Jdbi jdbi = database.jdbi();
    registry = new TestRegistry(jdbi);
    jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into checker (scope, interval_ms, cap_ms) values ('defaults', 1800000,"
                    + " 1500000), ('all', 86400000, 7200000)"));
    Weld weld = new Weld().disableDiscovery().addExtension(graph(jdbi));
    weld.addBeanClasses(ApiClasses.resources().toArray(Class<?>[]::new));
    weld.addBeanClasses(ApiClasses.providers().toArray(Class<?>[]::new));
    weld.addBeanClasses(InstallationAudit.class);
    container = weld.initialize();
    server = GrizzlyHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:0/api"), api());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    server.shutdownNow();
    container.shutdown();
    timer.shutdownNow();
    executor.shutdownNow();
    policy.close();
  }

  TestRegistry registry() {
    return registry;
  }

  /** The provider whose backends a test makes healthy or broken. */
  StubProvider stub() {
    return stub;
  }

  /** A client for this token; empty for none. */
  ApiClient as(String token) {
    return new ApiClient(
        URI.create("http://127.0.0.1:" + server.getListener("grizzly").getPort() + "/api"), token);
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
    List<Class<?>> components =
        Stream.concat(ApiClasses.resources().stream(), ApiClasses.providers().stream()).toList();
    var config = new ResourceConfig().register(DependentInJersey.binder(container, components));
    config.addProperties(new CastellanApplication().getProperties());
    components.forEach(type -> config.register(container.select(type).get()));
    return config;
  }

  private TestGraph graph(Jdbi jdbi) {
    Providers providers =
        new Providers(List.<Provider>of(new InlineProvider(jdbi), new S3Provider(policy), stub));
    ValidationSettings settings =
        ValidationSettings.of(
            Duration.ofSeconds(5), 4, 4, Duration.ofMinutes(35), Duration.ofSeconds(30), 8);
    OpenStores stores =
        new OpenStores(providers, registry.backends, OpenStores.Idling.DEFAULTS, timer);
    var self = new ThisReplica("test-node", () -> false);
    Validator validator = new Validator(jdbi, stores, registry.audit, self, settings);
    Revalidation revalidation = new Revalidation(jdbi, validator, executor, timer, settings);
    Replicas replicas = new Replicas(jdbi, "test-node", "127.0.0.1", "test");
    replicas.beat();
    return new TestGraph()
        .with(Jdbi.class, jdbi)
        .with(InstantSource.class, InstantSource.system())
        .with(AuditLog.class, registry.audit)
        .with(Organizations.class, registry.organizations)
        .with(Tokens.class, registry.tokens)
        .with(Authenticator.class, new Authenticator(jdbi, ADMIN))
        .with(Backends.class, registry.backends)
        .with(BackendRegistry.class, registry.registry)
        .with(Providers.class, providers)
        .with(
            Registration.class,
            new Registration(jdbi, registry.backends, registry.registry, validator, settings))
        .with(Gate.class, new Gate(revalidation, settings))
        .with(ManualRevalidation.class, new ManualRevalidation(revalidation))
        .with(ValidationHistory.class, new ValidationHistory(jdbi))
        .with(Checkers.class, new PostgresCheckers(jdbi))
        .with(Replicas.class, replicas)
        .with(Uploads.class, new Uploads(jdbi, registry.audit, registry.backends, stores))
        .with(Downloads.class, new Downloads(jdbi, registry.audit, registry.backends, stores));
  }
}

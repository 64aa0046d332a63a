package org.castellan.artifact;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.castellan.backend.CasBackend;
import org.castellan.backend.Idling;
import org.castellan.backend.InsertResult;
import org.castellan.backend.NewBackend;
import org.castellan.backend.OpenStores;
import org.castellan.backend.StoreLease;
import org.castellan.organization.Organization;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Fence;
import org.castellan.schedule.Tick;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.Providers;
import org.castellan.storage.inline.InlineProvider;
import org.castellan.storage.s3.S3Provider;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.TestRegistry;
import org.castellan.testkit.TestUpkeep;
import org.castellan.testkit.ThisMachine;
import org.castellan.validation.Gate;
import org.castellan.validation.Revalidation;
import org.castellan.validation.TestRun;
import org.castellan.validation.ThisReplica;
import org.castellan.validation.ValidationListener;
import org.castellan.validation.ValidationSettings;
import org.castellan.validation.Validator;
import org.jdbi.v3.core.Jdbi;

/** What a replica puts artifacts with, on a real database and S3. */
final class ArtifactKit implements AutoCloseable {

  static final Duration UNSEEN = Duration.ofMinutes(2);

  final TestRegistry registry;
  final Uploads uploads;
  final UploadsUnderWay underWay;

  private final Jdbi jdbi;
  private final OutboundPolicy policy = ThisMachine.allowed();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final OpenStores stores;

  /**
   * @param more providers than the database and S3
   */
  ArtifactKit(Jdbi jdbi, String keyset, Path spool, Provider... more) {
    this.jdbi = jdbi;
    registry = new TestRegistry(jdbi, keyset);
    Stream<Provider> own = Stream.of(new InlineProvider(jdbi), new S3Provider(policy));
    var providers = new Providers(Stream.concat(own, Stream.of(more)).toList());
    stores = new OpenStores(providers, registry.backends, Idling.DEFAULTS, timer);
    underWay = new UploadsUnderWay(jdbi, "test-node", timer, UNSEEN);
    uploads =
        new Uploads(
            jdbi,
            registry.audit,
            registry.backends,
            stores,
            underWay,
            new Spool(spool, 64 << 20),
            gate());
  }

  private Gate gate() {
    ValidationSettings settings = ValidationSettings.DEFAULTS;
    var self = new ThisReplica("test-node", () -> false);
    var validator =
        new Validator(jdbi, stores, registry.audit, self, settings, ValidationListener.NONE);
    return new Gate(new Revalidation(jdbi, validator, executor, timer, settings), settings);
  }

  /** An organization's default backend on a bucket of this name. */
  CasBackend backend(Organization organization, String bucket) {
    return backend(organization, "store", S3Server.shared().bucket(bucket), /* isDefault= */ true);
  }

  /** One of this name anywhere on S3. */
  CasBackend backend(Organization organization, String name, String location, boolean isDefault) {
    var credentials = new ProviderCredentials(Map.copyOf(S3Server.credentials()));
    return backend(draft(organization, name, "AWS-S3", location, isDefault), credentials);
  }

  static NewBackend draft(
      Organization organization, String name, String provider, String location, boolean isDefault) {
    return new NewBackend(
        organization.id(),
        name,
        provider,
        location,
        "127.0.0.1",
        "",
        isDefault,
        /* isFallback= */ false,
        CasBackend.DEFAULT_MAX_BYTES);
  }

  /** One of any provider. */
  CasBackend backend(NewBackend draft, ProviderCredentials credentials) {
    InsertResult inserted =
        jdbi.inTransaction(handle -> registry.registry.insert(handle, draft, credentials, "test"));
    return ((InsertResult.Inserted) inserted).backend();
  }

  /** What a backend holds, for a test to change behind Castellan's back. */
  StoreLease store(CasBackend backend) {
    return stores.lease(backend);
  }

  static Upload to(CasBackend backend) {
    return new Upload(backend, Optional.empty(), "test");
  }

  /** The patrol with these bounds, four copies at once. */
  Patrol patrol(Duration period, int maxCopies, long maxBytes) {
    var settings = new PatrolSettings(Duration.ofDays(1), period, maxCopies, maxBytes, 4, 2);
    return new Patrol(
        jdbi,
        registry.audit,
        uploads,
        registry.backends,
        stores,
        PatrolListener.NONE,
        executor,
        settings);
  }

  OpenCopies openCopies() {
    return new OpenCopies(registry.backends, stores);
  }

  Downloads downloads() {
    return new Downloads(jdbi, registry.backends, stores, timer);
  }

  /** A tick of the checker {@code artifacts}. */
  Counts tidyUp() throws InterruptedException {
    Upkeep upkeep = TestUpkeep.of(registry, uploads, stores, executor, UNSEEN);
    return upkeep.run(new TestRun(new Fence(new Tick(Upkeep.SCOPE, Instant.EPOCH), 1))).counts();
  }

  @Override
  public void close() {
    stores.close();
    timer.shutdownNow();
    executor.shutdownNow();
    policy.close();
  }
}

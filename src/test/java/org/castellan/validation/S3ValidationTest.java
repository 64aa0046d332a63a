package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.CasBackend;
import org.castellan.backend.Idling;
import org.castellan.backend.InsertResult;
import org.castellan.backend.NewBackend;
import org.castellan.backend.OpenStores;
import org.castellan.backend.Scope;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Job;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.Providers;
import org.castellan.storage.WriteReadProbe;
import org.castellan.storage.s3.S3Provider;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From registration to sweep on a real S3 server and a real database. */
class S3ValidationTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final S3Server server = S3Server.shared();
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(8);
  private final OutboundPolicy policy = new OutboundPolicy(OutboundPolicy.Mode.ANY, List.of());
  private final S3Provider provider = new S3Provider(policy);
  private final ValidationSettings settings = ValidationSettings.DEFAULTS;
  private Cluster cluster;
  private OpenStores stores;
  private Validator validator;

  @BeforeEach
  void setUp() {
    cluster = new Cluster(db.jdbi());
    var providers = new Providers(List.of(provider));
    stores = new OpenStores(providers, cluster.backends, Idling.DEFAULTS, executor);
    var self = new ThisReplica("a", () -> false);
    validator =
        new Validator(cluster.jdbi, stores, cluster.audit, self, settings, ValidationListener.NONE);
  }

  @AfterEach
  void tearDown() {
    stores.close();
    provider.close();
    policy.close();
    executor.shutdownNow();
  }

  @Test
  void aBucketIsRegisteredSweptAndFoundMissing() throws Exception {
    CasBackend backend = register(server.bucket("validated"));
    assertThat(sweep(Scope.DEFAULTS)).isEqualTo(new Job.Result.Finished(new Counts(1, 0, 0, 0)));
    assertThat(cluster.history(backend))
        .extracting(ValidationEntry::trigger)
        .containsExactly(Trigger.TICK, Trigger.CREATE);
    Files.move(server.directoryOf("validated"), server.directoryOf("lost"));
    sweep(Scope.DEFAULTS);
    CasBackend after = cluster.read(backend);
    assertThat(after.status()).isEqualTo(BackendStatus.INVALID);
    assertThat(after.failure().map(CasBackend.Failure::errorClass))
        .isEqualTo(Optional.of("NOT_FOUND"));
  }

  @Test
  void whatAKilledProbeLeftIsGoneAfterATickOverAll() throws Exception {
    String location = server.bucket("littered");
    Path killed = probeObject("killed", Instant.now().minus(Duration.ofMinutes(61)));
    Path running = probeObject("running", Instant.now());
    register(location);
    sweep(Scope.ALL);
    assertThat(killed).doesNotExist();
    assertThat(running).exists();
  }

  private Job.Result sweep(Scope scope) {
    return new Sweep(scope, cluster.backends, validator, executor, settings)
        .run(new TestRun(cluster.tick()));
  }

  private Path probeObject(String token, Instant at) throws Exception {
    Path file = server.directoryOf("littered").resolve(WriteReadProbe.PREFIX).resolve(token);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "left");
    return Files.setLastModifiedTime(file, FileTime.from(at));
  }

  private CasBackend register(String location) {
    var registration =
        new Registration(cluster.jdbi, cluster.backends, cluster.registry, validator, settings);
    var draft =
        new NewBackend(
            cluster.organization(),
            "bucket",
            provider.id(),
            location,
            "127.0.0.1",
            "",
            true,
            false,
            100L << 20);
    RegistrationResult result =
        registration.create(draft, new ProviderCredentials(S3Server.credentials()), "test");
    assertThat(result).isInstanceOf(RegistrationResult.Answered.class);
    return ((InsertResult.Inserted) ((RegistrationResult.Answered) result).result()).backend();
  }
}

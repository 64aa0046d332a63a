package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.CasBackend;
import org.castellan.backend.InsertResult;
import org.castellan.backend.NewBackend;
import org.castellan.backend.OpenStores;
import org.castellan.backend.Scope;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Job;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.Providers;
import org.castellan.storage.s3.S3Provider;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From registration to sweep on a real S3 server and a real database. */
class S3ValidationTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  @Test
  void aBucketIsRegisteredSweptAndFoundMissing() throws Exception {
    S3Server server = S3Server.shared();
    String location = server.bucket("validated");
    Cluster cluster = new Cluster(db.jdbi());
    ScheduledExecutorService executor = Executors.newScheduledThreadPool(8);
    try (OutboundPolicy policy = new OutboundPolicy(OutboundPolicy.Mode.ANY, List.of());
        OpenStores stores =
            new OpenStores(
                new Providers(List.of(new S3Provider(policy))),
                cluster.backends,
                OpenStores.Idling.DEFAULTS,
                executor)) {
      var settings = ValidationSettings.DEFAULTS;
      var self = new ThisReplica("a", () -> false);
      var validator = new Validator(cluster.jdbi, stores, cluster.audit, self, settings);
      var registration =
          new Registration(cluster.jdbi, cluster.backends, cluster.registry, validator, settings);
      CasBackend backend = register(registration, cluster.organization(), location);
      var sweep = new Sweep(Scope.DEFAULTS, cluster.backends, validator, executor, settings);
      assertThat(sweep.run(new TestRun(cluster.tick())))
          .isEqualTo(new Job.Result.Finished(new Counts(1, 0, 0, 0)));
      assertThat(cluster.history(backend))
          .extracting(ValidationEntry::trigger)
          .containsExactly(Trigger.TICK, Trigger.CREATE);
      Files.move(server.directoryOf("validated"), server.directoryOf("lost"));
      sweep.run(new TestRun(cluster.tick()));
      CasBackend after = cluster.read(backend);
      assertThat(after.status()).isEqualTo(BackendStatus.INVALID);
      assertThat(after.failure().map(CasBackend.Failure::errorClass))
          .isEqualTo(Optional.of("NOT_FOUND"));
    } finally {
      executor.shutdownNow();
    }
  }

  private static CasBackend register(
      Registration registration, UUID organization, String location) {
    var draft =
        new NewBackend(
            organization, "bucket", "AWS-S3", location, "127.0.0.1", "", true, false, 100L << 20);
    RegistrationResult result =
        registration.create(draft, new ProviderCredentials(S3Server.credentials()), "test");
    assertThat(result).isInstanceOf(RegistrationResult.Answered.class);
    return ((InsertResult.Inserted) ((RegistrationResult.Answered) result).result()).backend();
  }
}

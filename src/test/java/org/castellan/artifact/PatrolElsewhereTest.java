package org.castellan.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.castellan.backend.CasBackend;
import org.castellan.backend.StoreLease;
import org.castellan.schedule.Counts;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderFixture;
import org.castellan.storage.PutOutcome;
import org.castellan.storage.azure.AzureFixture;
import org.castellan.storage.oci.OciFixture;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestKeyset;
import org.castellan.testkit.ThisMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The patrol on real servers that are not S3: what they hold is read back and judged alike. */
@SuppressWarnings("NullAway.Init")
class PatrolElsewhereTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  @TempDir static Path spool;

  private static final OutboundPolicy policy = ThisMachine.allowed();

  @AfterAll
  static void close() {
    policy.close();
  }

  static Stream<ProviderFixture> places() {
    return Stream.of(new AzureFixture(), new OciFixture());
  }

  @ParameterizedTest
  @MethodSource("places")
  void whatIsDamagedThereIsFoundAndStoredAgain(ProviderFixture place) throws Exception {
    Provider provider = place.provider(policy);
    try (var artifacts = new ArtifactKit(db.jdbi(), TestKeyset.generate(), spool, provider)) {
      PatrolKit kit = PatrolKit.on(artifacts, db.jdbi());
      CasBackend backend = backend(kit, place, provider.id());
      Digest sound = kit.put(backend, "sound");
      Digest gone = kit.put(backend, "gone");
      Digest other = kit.put(backend, "other");
      remove(kit, backend, gone);
      remove(kit, backend, other);
      put(kit, backend, other, "otheR");
      assertThat(kit.ticks().alone().counts()).isEqualTo(new Counts(3, 2, 0, 0));
      assertThat(kit.damage(backend, sound)).isEmpty();
      assertThat(kit.damage(backend, gone)).contains(Damage.MISSING);
      assertThat(kit.damage(backend, other)).contains(Damage.CORRUPT);
      kit.upload(backend, "gone");
      kit.upload(backend, "other");
      PatrolTicks.age(db.jdbi(), 31);
      assertThat(kit.ticks().alone().counts()).isEqualTo(new Counts(3, 0, 0, 0));
    }
  }

  private static CasBackend backend(PatrolKit kit, ProviderFixture place, String provider) {
    String location = place.location(place.port());
    return kit.kit()
        .backend(
            ArtifactKit.draft(kit.organization(), "main", provider, location, true),
            place.credentials());
  }

  private static void remove(PatrolKit kit, CasBackend backend, Digest digest) {
    try (StoreLease lease = kit.kit().store(backend)) {
      lease.store().delete(Artifact.key(backend.organizationId(), digest), soon());
    }
  }

  /** Under the key of another digest. */
  private static void put(PatrolKit kit, CasBackend backend, Digest key, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    var sha256 = Digest.sha256();
    sha256.update(bytes);
    var other =
        new BlobStore.Content(
            new ByteArrayInputStream(bytes), bytes.length, Digest.of(sha256).hex());
    try (StoreLease lease = kit.kit().store(backend)) {
      assertThat(lease.store().put(Artifact.key(backend.organizationId(), key), other, soon()))
          .isEqualTo(PutOutcome.STORED);
    }
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}

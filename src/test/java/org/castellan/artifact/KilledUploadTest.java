package org.castellan.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.castellan.backend.CasBackend;
import org.castellan.organization.Organization;
import org.castellan.testkit.BrokenStream;
import org.castellan.testkit.ChildProcess;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestKeyset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Promise 6 when the process that uploads is killed: nothing stays, whichever way it uploads. */
@SuppressWarnings("NullAway.Init")
class KilledUploadTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final String KEYSET = TestKeyset.generate();

  @TempDir static Path spool;
  private static ArtifactKit kit;

  @BeforeAll
  static void open() {
    kit = new ArtifactKit(db.jdbi(), KEYSET, spool);
  }

  @AfterAll
  static void close() {
    kit.close();
  }

  @Test
  void whatAKilledReplicaLeftIsRemovedByTheNextTickOfAnother() throws Exception {
    Organization organization = kit.registry.organization();
    CasBackend backend = kit.backend(organization, "killed");
    try (ChildProcess uploader = hanging(backend, "known")) {
      assertThat(uploader.line()).isEqualTo("half-way");
    }
    assertThat(files("killed")).as("parts that were sent").isNotEmpty();
    assertThat(intents()).isEqualTo(1);
    kit.tidyUp();
    assertThat(intents()).as("it may be alive").isEqualTo(1);
    unseenForLong();
    assertThat(kit.tidyUp().done()).isEqualTo(1);
    assertThat(files("killed")).isEmpty();
    assertThat(intents()).isZero();
  }

  @Test
  void bodyOfUnknownDigestIsGoneWithItsProcess() throws Exception {
    CasBackend backend = kit.backend(kit.registry.organization(), "killed-unknown");
    try (ChildProcess uploader = hanging(backend, "unknown")) {
      assertThat(uploader.line()).isEqualTo("half-way");
      assertThat(spool).isEmptyDirectory();
    }
    assertThat(spool).isEmptyDirectory();
    assertThat(intents()).isZero();
    assertThat(files("killed-unknown")).isEmpty();
  }

  /** A replica that was cut off from the database and comes back late. */
  @Test
  void uploadThatWasTakenForDeadIsNotRecordedAndLeavesNothing() throws Exception {
    CasBackend backend = kit.backend(kit.registry.organization(), "late");
    byte[] content = {1, 2, 3};
    Digest digest = Digest.of(digesting(content));
    var halfWay = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var body = BrokenStream.after(new ByteArrayInputStream(content), () -> pass(halfWay, goOn));
    var upload =
        CompletableFuture.supplyAsync(
            () -> kit.uploads.put(ArtifactKit.to(backend), digest, content.length, body));
    halfWay.await();
    unseenForLong();
    kit.tidyUp();
    assertThat(intents()).isZero();
    goOn.countDown();
    assertThat(upload.handle((result, failure) -> failure).get()).hasMessageContaining("given up");
    assertThat(files("late")).isEmpty();
    assertThat(
            kit.uploads.put(
                ArtifactKit.to(backend), digest, content.length, new ByteArrayInputStream(content)))
        .isInstanceOf(UploadResult.Stored.class);
  }

  @Test
  void uploadsUnderWaySaySo() {
    CasBackend backend = kit.backend(kit.registry.organization(), "seen");
    var copy = new Copy(backend.organizationId(), new Digest("0".repeat(64)), backend.id());
    Intents intents = kit.underWay.intents();
    var begun = (Beginning.Begun) intents.begin(copy, 1);
    unseenForLong();
    intents.seen(List.of(begun.intent()));
    assertThat(intents.reap(ArtifactKit.UNSEEN)).isZero();
    unseenForLong();
    assertThat(intents.reap(ArtifactKit.UNSEEN)).isEqualTo(1);
  }

  private static java.security.MessageDigest digesting(byte[] content) {
    var sha256 = Digest.sha256();
    sha256.update(content);
    return sha256;
  }

  private static void pass(CountDownLatch halfWay, CountDownLatch goOn) throws IOException {
    halfWay.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static ChildProcess hanging(CasBackend backend, String digest) throws IOException {
    return ChildProcess.run(
        128,
        HangingUploader.class,
        db.url(),
        KEYSET,
        backend.id().toString(),
        spool.toString(),
        digest);
  }

  private static void unseenForLong() {
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update artifact_upload set seen_at = seen_at - interval '121 seconds'"));
  }

  private static int intents() {
    return db.jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(id) from artifact_upload")
                    .mapTo(Integer.class)
                    .one());
  }

  private static List<Path> files(String bucket) throws IOException {
    try (Stream<Path> files = Files.walk(S3Server.shared().directoryOf(bucket))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}

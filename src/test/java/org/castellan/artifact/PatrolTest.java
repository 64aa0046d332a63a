package org.castellan.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.castellan.backend.CasBackend;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Fence;
import org.castellan.schedule.Job;
import org.castellan.storage.StorageException;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestKeyset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Bit rot on a real S3 server: found, told, never served, repaired. */
@SuppressWarnings("NullAway.Init")
class PatrolTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  @TempDir static Path spool;
  private static ArtifactKit artifacts;

  private PatrolKit kit;
  private CasBackend main;

  @BeforeAll
  static void open() {
    artifacts = new ArtifactKit(db.jdbi(), TestKeyset.generate(), spool);
  }

  @AfterAll
  static void close() {
    artifacts.close();
  }

  @BeforeEach
  void setUp() {
    kit = PatrolKit.on(artifacts, db.jdbi());
    main = kit.backend("main");
  }

  @Test
  void soundCopyIsReadOnceInAPeriod() throws Exception {
    kit.put(main, "hello");
    assertThat(kit.ticks().alone().counts()).isEqualTo(new Counts(1, 0, 0, 0));
    assertThat(kit.ticks().alone().counts().done()).isZero();
    PatrolTicks.age(db.jdbi(), 31);
    assertThat(kit.ticks().alone().counts().done()).isEqualTo(1);
    assertThat(kit.told()).isEmpty();
  }

  @Test
  void freshCopyIsLeftAlone() throws Exception {
    kit.upload(main, "hello");
    assertThat(kit.ticks().alone().counts()).isEqualTo(Counts.NONE);
  }

  @Test
  void changedBytesAreFoundAndServedToNobody() throws Exception {
    Digest digest = kit.put(main, "hello");
    kit.rot("main", digest);
    assertThat(kit.ticks().alone().counts()).isEqualTo(new Counts(1, 1, 0, 0));
    assertThat(kit.damage(main, digest)).contains(Damage.CORRUPT);
    assertThat(kit.told()).containsExactly("ARTIFACT_CORRUPT");
    kit.rot("main", digest);
    assertThatThrownBy(() -> kit.read(digest))
        .as("sound again, but nobody knows")
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("other bytes");
  }

  @Test
  void copyThatIsSoundAgainIsServedFromTheNextTickOn() throws Exception {
    Digest digest = kit.put(main, "hello");
    kit.rot("main", digest);
    kit.ticks().alone();
    assertThat(kit.ticks().alone().counts()).as("still").isEqualTo(new Counts(1, 1, 0, 0));
    assertThat(kit.told()).as("once").containsExactly("ARTIFACT_CORRUPT");
    kit.rot("main", digest);
    assertThat(kit.ticks().alone().counts()).isEqualTo(new Counts(1, 0, 0, 0));
    assertThat(kit.told()).containsExactly("ARTIFACT_RECOVERED", "ARTIFACT_CORRUPT");
    assertThat(kit.read(digest)).isEqualTo("hello");
  }

  @Test
  void objectThatIsGoneOrLongerIsDamageToo() throws Exception {
    Digest gone = kit.put(main, "gone");
    Digest longer = kit.put(main, "longer");
    Files.delete(kit.file("main", gone));
    Files.writeString(kit.file("main", longer), "longer than it was");
    assertThat(kit.ticks().alone().counts().failed()).isEqualTo(2);
    assertThat(kit.damage(main, gone)).contains(Damage.MISSING);
    assertThat(kit.damage(main, longer)).contains(Damage.CORRUPT);
  }

  @Test
  void damagedCopyIsStoredAgainFromAnother() throws Exception {
    CasBackend spare = kit.backend("spare");
    Digest digest = kit.put(main, "hello");
    Digest gone = kit.put(main, "gone");
    kit.copy(digest, spare);
    kit.copy(gone, spare);
    kit.rot("main", digest);
    Files.delete(kit.file("spare", gone));
    assertThat(kit.ticks().alone().counts()).isEqualTo(new Counts(4, 2, 0, 0));
    assertThat(kit.damage(main, digest)).isEmpty();
    assertThat(kit.file("main", digest)).hasContent("hello");
    assertThat(kit.file("spare", gone)).hasContent("gone");
    assertThat(kit.told())
        .containsExactlyInAnyOrder(
            "ARTIFACT_REPAIRED", "ARTIFACT_CORRUPT", "ARTIFACT_REPAIRED", "ARTIFACT_MISSING");
    assertThat(leftovers()).isZero();
  }

  @Test
  void downloadTakesTheSoundCopyWhileTheOtherCannotBeRepaired() throws Exception {
    CasBackend spare = kit.backend("spare");
    Digest digest = kit.put(main, "hello");
    kit.copy(digest, spare);
    kit.rot("main", digest);
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update cas_backend set deleted_at = now(),"
                        + " is_default = false where id = ?",
                    main.id()));
    kit.ticks().alone();
    assertThat(kit.damage(main, digest)).as("a deleted backend").contains(Damage.CORRUPT);
    assertThat(kit.read(digest)).isEqualTo("hello");
  }

  /** Whichever is read first: neither is a source for the other, and neither is removed. */
  @Test
  void copiesThatAreAllDamagedStay() throws Exception {
    CasBackend spare = kit.backend("spare");
    Digest digest = kit.put(main, "hello");
    kit.copy(digest, spare);
    kit.rot("main", digest);
    kit.rot("spare", digest);
    kit.ticks().alone();
    assertThat(kit.damage(main, digest)).contains(Damage.CORRUPT);
    assertThat(kit.damage(spare, digest)).contains(Damage.CORRUPT);
    assertThat(kit.file("main", digest)).exists();
    assertThat(kit.file("spare", digest)).exists();
  }

  /** A replica that was killed between the removal of the damaged object and the new one. */
  @Test
  void repairThatWasCutShortIsMadeGoodByTheNextTick() throws Exception {
    CasBackend spare = kit.backend("spare");
    Digest digest = kit.put(main, "hello");
    kit.copy(digest, spare);
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update artifact set damage = 'CORRUPT', damaged_at = now()"
                        + " where backend_id = ?",
                    main.id()));
    var place = new Copy(kit.organization().id(), digest, main.id());
    assertThat(new Removals(db.jdbi()).claimDamaged(place))
        .isInstanceOf(Removals.Claim.Taken.class);
    Files.delete(kit.file("main", digest));
    kit.ticks().alone();
    assertThat(kit.damage(main, digest)).as("it is in hand").contains(Damage.MISSING);
    db.jdbi()
        .useHandle(handle -> handle.execute("update artifact_removal set taken_until = now()"));
    kit.ticks().alone();
    assertThat(kit.file("main", digest)).hasContent("hello");
    assertThat(kit.damage(main, digest)).isEmpty();
    artifacts.tidyUp();
    assertThat(leftovers()).isZero();
    assertThat(kit.file("main", digest)).hasContent("hello");
  }

  @Test
  void outageIsNoDamage() throws Exception {
    try (FaultyProxy proxy = FaultyProxy.to(S3Server.shared().port())) {
      S3Server.shared().bucket(kit.bucket("far"));
      String location = "http://127.0.0.1:" + proxy.port() + "/" + kit.bucket("far");
      CasBackend far = artifacts.backend(kit.organization(), "far", location, false);
      Digest digest = kit.put(far, "hello");
      proxy.cut();
      assertThat(kit.ticks().alone().counts()).isEqualTo(new Counts(0, 0, 1, 1));
      assertThat(kit.damage(far, digest)).isEmpty();
      proxy.pass();
      assertThat(kit.ticks().alone().counts()).isEqualTo(new Counts(1, 0, 0, 0));
      assertThat(kit.told()).isEmpty();
    }
  }

  @Test
  void copyOnABackendThatIsKnownToBeInvalidWaits() throws Exception {
    Digest digest = kit.put(main, "hello");
    kit.rot("main", digest);
    status("INVALID");
    assertThat(kit.ticks().alone().counts()).isEqualTo(new Counts(0, 0, 0, 1));
    status("OK");
    assertThat(kit.ticks().alone().counts().failed()).isEqualTo(1);
  }

  @Test
  void uploadMakesADamagedCopyGood() throws Exception {
    Digest digest = kit.put(main, "hello");
    kit.rot("main", digest);
    kit.ticks().alone();
    kit.upload(main, "hello");
    assertThat(kit.damage(main, digest)).isEmpty();
    assertThat(kit.file("main", digest)).hasContent("hello");
    assertThat(kit.read(digest)).isEqualTo("hello");
  }

  /** Promise 8: what a replica alone finds mostly damaged, another one has to find, too. */
  /** No copy is sound: where some are, it depends on the order of the looks who is believed. */
  @Test
  void nothingButDamageIsBelievedOnlyOfASecondReplica() throws Exception {
    Digest one = kit.put(main, "one");
    Digest two = kit.put(main, "two");
    kit.rot("main", one);
    kit.rot("main", two);
    PatrolTicks ticks = kit.ticks();
    Fence fence = ticks.begin();
    Job.Result first = ticks.run(fence, "a");
    assertThat(first).isInstanceOf(Job.Result.Declined.class);
    assertThat(((Job.Result.Declined) first).reason()).startsWith("2 of 2 copies");
    assertThat(kit.damage(main, one)).isEmpty();
    assertThat(kit.told()).isEmpty();
    Job.Result second = ticks.run(fence, "b", "a");
    assertThat(second).isEqualTo(new Job.Result.Finished(new Counts(2, 2, 0, 0)));
    assertThat(kit.damage(main, one)).contains(Damage.CORRUPT);
    assertThat(kit.damage(main, two)).contains(Damage.CORRUPT);
  }

  @Test
  void runThatWasTakenOverWritesNothing() throws Exception {
    Digest digest = kit.put(main, "hello");
    kit.rot("main", digest);
    PatrolTicks ticks = kit.ticks();
    Fence fence = ticks.begin();
    ticks.takeOver(fence);
    ticks.run(fence, "a", "b");
    assertThat(kit.damage(main, digest)).isEmpty();
    assertThat(kit.told()).isEmpty();
    assertThat(kit.ticks().alone().counts().failed()).as("nothing is lost").isEqualTo(1);
  }

  @Test
  void tickReadsNoMoreCopiesThanItsBoundHoweverOftenItIsTakenOver() throws Exception {
    for (int i = 0; i < 5; i++) {
      kit.put(main, "artifact " + i);
    }
    PatrolTicks ticks = kit.ticks(2, 1 << 30);
    Fence fence = ticks.begin();
    assertThat(ticks.run(fence, "a").counts()).isEqualTo(new Counts(2, 0, 0, 3));
    assertThat(ticks.run(fence, "b").counts())
        .as("what a did counts")
        .isEqualTo(new Counts(2, 0, 0, 3));
    assertThat(ticks.alone().counts()).isEqualTo(new Counts(2, 0, 0, 1));
  }

  @Test
  void tickReadsNoMoreBytesThanItsBoundButAlwaysSomething() throws Exception {
    kit.put(main, "the largest of them all");
    kit.put(main, "12345");
    kit.put(main, "67890");
    kit.put(main, "abcde");
    PatrolTicks ticks = kit.ticks(1000, 12);
    assertThat(ticks.alone().counts().done()).as("oldest first").isEqualTo(1);
    assertThat(ticks.alone().counts().done()).isEqualTo(2);
    assertThat(ticks.alone().counts()).isEqualTo(new Counts(1, 0, 0, 0));
  }

  /** Those of one day are not all read on one day. */
  @Test
  void lastQuarterOfThePeriodSharesTheWork() throws Exception {
    for (int i = 0; i < 15; i++) {
      kit.upload(main, "artifact " + i);
    }
    PatrolTicks.age(db.jdbi(), 23);
    assertThat(kit.ticks().alone().counts()).isEqualTo(new Counts(2, 0, 0, 0));
  }

  private void status(String status) {
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update cas_backend set status = ?, error_class = 'UNREACHABLE', error = 'x',"
                        + " remedy = 'y' where id = ?",
                    status,
                    main.id()));
  }

  private static int leftovers() {
    return db.jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select (select count(id) from artifact_upload)"
                            + " + (select count(digest) from artifact_removal)")
                    .mapTo(Integer.class)
                    .one());
  }
}

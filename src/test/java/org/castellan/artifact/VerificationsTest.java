package org.castellan.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.castellan.backend.CasBackend;
import org.castellan.testkit.DatabaseTally;
import org.castellan.testkit.SuspendableExecutor;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestRegistry;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VerificationsTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final Jdbi jdbi = db.jdbi();
  private final TestRegistry registry = new TestRegistry(jdbi);
  private final CasBackend backend = registry.defaultBackend(registry.organization(), "store");
  private final SuspendableExecutor executor = new SuspendableExecutor(1);
  private final Verifications verifications = new Verifications(jdbi, executor);

  @AfterEach
  void end() {
    executor.shutdownNow();
  }

  @Test
  void manyAreWrittenWithOneConnection() {
    List<LocatedCopy> copies = IntStream.range(0, 50).mapToObj(this::stored).toList();
    Jdbi counted = db.jdbi();
    DatabaseTally tally = DatabaseTally.of(counted);
    var together = new Verifications(counted, executor);
    copies.forEach(copy -> together.found(copy, "v1"));
    await().until(() -> onRecord("v1") == 50);
    assertThat(tally.borrowed()).isEqualTo(1);
  }

  @Test
  void partsAreReadOfWhatIsNotYetWritten() {
    LocatedCopy copy = stored(1);
    executor.suspend();
    assertThat(verifications.of(copy)).isEmpty();
    verifications.found(copy, "v1");
    assertThat(verifications.of(copy)).hasValue("v1");
    assertThat(onRecord("v1")).isZero();
  }

  @Test
  void whatASuspendedServerPassedOverIsWrittenWithTheNext() {
    executor.suspend();
    verifications.found(stored(1), "v1");
    await().until(() -> executor.passedOver() == 1);
    executor.resume();
    verifications.found(stored(2), "v1");
    await().until(() -> onRecord("v1") == 2);
  }

  @Test
  void damagedCopyStaysDamaged() {
    LocatedCopy damaged = stored(1);
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update artifact set damage = 'CORRUPT', damaged_at = now() where digest = ?",
                damaged.artifact().digest().hex()));
    verifications.found(damaged, "v1");
    verifications.found(stored(2), "v1");
    await().until(() -> onRecord("v1") == 1);
    assertThat(Copies.find(jdbi, backend.organizationId(), damaged.artifact().digest()))
        .allMatch(copy -> copy.artifact().verifiedVersion().isEmpty());
  }

  @Test
  void databaseThatDoesNotAnswerDisturbsNobody() {
    Jdbi none =
        Jdbi.create(
            () -> {
              throw new SQLException("there is no database");
            });
    var forgetful = new Verifications(none, executor);
    LocatedCopy copy = stored(1);
    forgetful.found(copy, "v1");
    await().until(() -> forgetful.of(copy).isEmpty());
  }

  @Test
  void serverThatStopsDisturbsNobody() {
    executor.shutdown();
    LocatedCopy copy = stored(1);
    verifications.found(copy, "v1");
    assertThat(verifications.of(copy)).hasValue("v1");
  }

  private LocatedCopy stored(int number) {
    var digest = new Digest("%064x".formatted(number));
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                insert into artifact (organization_id, digest, backend_id, size, created_by)
                values (?, ?, ?, 1, 'test')
                """,
                backend.organizationId(),
                digest.hex(),
                backend.id()));
    return Copies.find(jdbi, backend.organizationId(), digest).get(0);
  }

  private int onRecord(String version) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select count(1) from artifact
                     where organization_id = :organization and verified_version = :version
                    """)
                .bind("organization", backend.organizationId())
                .bind("version", version)
                .mapTo(Integer.class)
                .one());
  }
}

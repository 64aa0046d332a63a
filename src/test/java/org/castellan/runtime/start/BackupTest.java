package org.castellan.runtime.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.castellan.audit.AuditChain;
import org.castellan.audit.Verdict;
import org.castellan.backend.CasBackend;
import org.castellan.run.Ports;
import org.castellan.schedule.CheckerSettings;
import org.castellan.schedule.PostgresLedger;
import org.castellan.schedule.Turn;
import org.castellan.storage.StorageException;
import org.castellan.testkit.InstalledPostgres;
import org.castellan.testkit.TestKeyset;
import org.castellan.testkit.TestRegistry;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A database that was dumped and restored by the commands of docs/disaster.md. */
@TestInstance(Lifecycle.PER_CLASS)
class BackupTest {

  private static final CheckerSettings CHECKER =
      new CheckerSettings("defaults", Duration.ofMinutes(30), Duration.ofMinutes(25), 1);

  private InstalledPostgres postgres;
  private final String keyset = TestKeyset.generate();
  private TestRegistry before;
  private CasBackend bucket;
  private Turn turn;
  private Jdbi restored;

  @BeforeAll
  void aDatabaseWithABackendAnAuditEventAndATick(@TempDir Path home) {
    postgres = InstalledPostgres.start(home, Ports.free());
    postgres.create("castellan");
    new Database(postgres.database("castellan"), Optional.empty()).migrate();
    before = new TestRegistry(Jdbi.create(postgres.database("castellan")), keyset);
    bucket = before.defaultBackend(before.organization("acme"), "bucket");
    turn = take(before.jdbi);
    new AuditChain(before.jdbi).seal();
    restored = restored(home.resolve("castellan.dump"));
  }

  @AfterAll
  void stop() {
    postgres.close();
  }

  @Test
  void backendsAndTheirCredentialsAreThereWithTheSameKeyset() {
    TestRegistry after = new TestRegistry(restored, keyset);
    CasBackend found = after.backends.find(bucket.id()).orElseThrow();
    assertThat(found).isEqualTo(bucket);
    assertThat(after.backends.credentialsOf(found))
        .extracting(it -> it.get("secretAccessKey"))
        .isEqualTo(TestRegistry.CREDENTIALS.get("secretAccessKey"));
  }

  @Test
  void withAnotherKeysetTheyAreThereButTheirCredentialsAreNot() {
    TestRegistry after = new TestRegistry(restored, TestKeyset.generate());
    CasBackend found = after.backends.find(bucket.id()).orElseThrow();
    assertThatThrownBy(() -> after.backends.credentialsOf(found))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("cannot be decrypted");
  }

  @Test
  void theAuditChainHoldsUpToTheCheckpointThatWasKept() {
    var kept = intact(before.jdbi);
    assertThat(kept.events()).isPositive();
    assertThat(new AuditChain(restored).verify(kept.newest())).isEqualTo(kept);
  }

  /** Promise 2 holds on: no epoch comes twice. */
  @Test
  void theTickGoesOnWithAHigherEpoch() {
    Turn after = take(restored);
    assertThat(after.fence().tick()).isEqualTo(turn.fence().tick());
    assertThat(after.fence().epoch()).isGreaterThan(turn.fence().epoch());
  }

  /** As Castellan starts on it. */
  private Jdbi restored(Path dump) {
    postgres.tool("pg_dump", "--format=custom", "--file=" + dump, "castellan");
    postgres.create("restored");
    postgres.tool("pg_restore", "--exit-on-error", "--dbname=restored", dump.toString());
    new Database(postgres.database("restored"), Optional.empty()).migrate();
    return Jdbi.create(postgres.database("restored"));
  }

  private static Verdict.Intact intact(Jdbi jdbi) {
    return (Verdict.Intact) new AuditChain(jdbi).verify(Optional.empty());
  }

  private static Turn take(Jdbi jdbi) {
    var ledger = new PostgresLedger(jdbi);
    ledger.configure(CHECKER);
    return ledger.take(ledger.shards(CHECKER.scope(), "n1").get(0), "n1", 1).orElseThrow();
  }
}

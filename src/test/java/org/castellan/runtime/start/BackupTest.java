package org.castellan.runtime.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
import org.castellan.testkit.ScriptsPage;
import org.castellan.testkit.TestKeyset;
import org.castellan.testkit.TestRegistry;
import org.castellan.testkit.Workspace;
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

  private static final String ROLE = "castellan";

  private final ScriptsPage page = ScriptsPage.kept("docs/disaster.md");
  private InstalledPostgres postgres;
  private InstalledPostgres other;
  private final String keyset = TestKeyset.generate();
  private TestRegistry before;
  private CasBackend bucket;
  private Turn turn;
  private Jdbi restored;

  @BeforeAll
  void aDatabaseWithABackendAnAuditEventAndATick(@TempDir Path home) {
    postgres = InstalledPostgres.start(home.resolve("old"), Ports.free());
    other = InstalledPostgres.start(home.resolve("new"), Ports.free());
    postgres.shell(home).run("createuser castellan && createdb --owner=castellan castellan");
    new Database(postgres.database(ROLE, ROLE), Optional.empty()).migrate();
    before = new TestRegistry(Jdbi.create(postgres.database(ROLE, ROLE)), keyset);
    bucket = before.defaultBackend(before.organization("acme"), "bucket");
    turn = take(before.jdbi);
    new AuditChain(before.jdbi).seal();
    restored = restored(home);
  }

  @AfterAll
  void stop() {
    postgres.close();
    other.close();
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

  /** What a later version will do to the schema. */
  @Test
  void theSchemaIsStillCastellansOwn() {
    assertThatCode(
            () ->
                restored.useHandle(
                    handle -> {
                      handle.execute("create table later (id int)");
                      handle.execute("alter table cas_backend add column later int");
                    }))
        .doesNotThrowAnyException();
  }

  /** As Castellan starts on it. */
  private Jdbi restored(Path home) {
    String dump = page.script("pg_dump");
    postgres.shell(home).run(dump.replace("db.example.org:5432", postgres.address()));
    Workspace shell = other.shell(home);
    shell.run("createuser castellan");
    assertThat(shell.run(page.script("pg_restore"))).contains("(1 row)");
    new Database(other.database(ROLE, ROLE), Optional.empty()).migrate();
    return Jdbi.create(other.database(ROLE, ROLE));
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

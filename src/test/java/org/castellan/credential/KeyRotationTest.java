package org.castellan.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.castellan.audit.AuditLog;
import org.castellan.testkit.AuditTrail;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestKeyset;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 7: the key that encrypts secrets can be another one, and none is lost on the way. */
class KeyRotationTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final String OLD_KEY = "b2xkLW9sZC1vbGQtb2xkLW9sZC1vbGQtb2xkLW9sZC0=";
  private static final String NEW_KEY = "bmV3LW5ldy1uZXctbmV3LW5ldy1uZXctbmV3LW5ldy0=";
  private static final Keyring OLD = Keyset.read(OLD_KEY);
  private static final Keyring READY = Keyset.read(OLD_KEY + "," + NEW_KEY);
  private static final Keyring BOTH = Keyset.read(NEW_KEY + "," + OLD_KEY);
  private static final Keyring NEW = Keyset.read(NEW_KEY);

  private final AuditLog audit = new AuditLog(db.jdbi(), "test-node");
  private final Map<UUID, String> stored = new HashMap<>();

  @BeforeEach
  void empty() {
    for (String table :
        List.of("credential", "credential_key", "credential_rotation", "audit_event")) {
      db.jdbi().useHandle(handle -> handle.execute("delete from " + table));
    }
    stored.clear();
  }

  @Test
  void allCredentialsAreEncryptedWithTheNewKeyInBoundedSteps() {
    store(OLD, 25);
    store(BOTH, 3);
    ask(BOTH);
    assertThat(done()).isEqualTo(3);
    assertThat(step(BOTH)).isTrue();
    assertThat(done()).isEqualTo(13);
    assertThat(progress().finishedAt()).isEmpty();
    assertThat(steps(BOTH)).isEqualTo(2);
    assertThat(progress().finishedAt()).isPresent();
    assertThat(progress().total()).isEqualTo(28);
    assertThat(done()).isEqualTo(28);
    assertReadable(NEW);
  }

  @Test
  void whatAKilledReplicaBeganAnotherOneEnds() {
    store(OLD, 25);
    ask(BOTH);
    var dying = new StoppableAead(BOTH.aead());
    assertThat(step(BOTH)).isTrue();
    dying.failAfter(5);
    assertThatIllegalStateException().isThrownBy(() -> step(dying.in(BOTH)));
    assertThat(done()).as("a step is done as a whole or not at all").isEqualTo(10);
    steps(BOTH);
    assertThat(progress().finishedAt()).isPresent();
    assertReadable(NEW);
  }

  @Test
  void oneReplicaAtATimeTakesAStep() throws Exception {
    store(OLD, 5);
    ask(BOTH);
    try (var slow = new StoppableAead(BOTH.aead())) {
      slow.pauseAfter(2);
      var first = CompletableFuture.supplyAsync(() -> step(slow.in(BOTH)));
      slow.awaitPause();
      assertThat(step(BOTH)).isFalse();
      assertThat(done()).isZero();
      slow.goOn();
      assertThat(first.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(done()).isEqualTo(5);
    }
  }

  @Test
  void credentialsThatAreReplacedMeanwhileDoNotComeBack() throws Exception {
    store(OLD, 5);
    UUID replaced = stored.keySet().iterator().next();
    ask(BOTH);
    try (var slow = new StoppableAead(BOTH.aead())) {
      slow.pauseAfter(5);
      var rotating = CompletableFuture.supplyAsync(() -> step(slow.in(BOTH)));
      slow.awaitPause();
      var replacing = CompletableFuture.supplyAsync(() -> replace(replaced));
      slow.goOn();
      rotating.get(10, TimeUnit.SECONDS);
      replacing.get(10, TimeUnit.SECONDS);
    }
    steps(BOTH);
    assertThat(progress().total()).isEqualTo(5);
    assertThatThrownBy(() -> vault(BOTH).open(replaced))
        .isInstanceOf(CredentialUnreadableException.class);
    assertReadable(NEW);
  }

  @Test
  void credentialsThatAreBeingReplacedMakeNobodyWaitAndAreNotForgotten() {
    store(OLD, 5);
    ask(BOTH);
    UUID inHand = stored.keySet().iterator().next();
    try (Handle handle = db.jdbi().open()) {
      handle.begin();
      vault(OLD).delete(handle, inHand);
      steps(BOTH);
      assertThat(done()).isEqualTo(4);
      assertThat(progress().finishedAt()).isEmpty();
      handle.rollback();
    }
    steps(BOTH);
    assertThat(progress().finishedAt()).isPresent();
    assertReadable(NEW);
  }

  @Test
  void whatNoKeyDecryptsIsCountedAndStaysAsItIs() {
    store(OLD, 12);
    Keyring lost = Keyset.read(TestKeyset.generate());
    UUID unreadable = store(lost);
    stored.remove(unreadable);
    byte[] before = ciphertext(unreadable);
    ask(BOTH);
    steps(BOTH);
    assertThat(progress().unreadable()).isEqualTo(1);
    assertThat(progress().finishedAt()).isPresent();
    assertThat(done()).isEqualTo(12);
    assertThat(ciphertext(unreadable)).isEqualTo(before);
    assertReadable(NEW);
    assertThat(vault(lost).open(unreadable)).isNotEmpty();
    assertThat(audited()).contains("CREDENTIAL_ROTATION_FINISHED").hasSize(2);
  }

  @Test
  void replicaWithAnotherPrimaryKeyTakesNoPart() {
    store(BOTH, 3);
    store(OLD, 3);
    ask(BOTH);
    assertThat(step(OLD)).isFalse();
    assertThat(step(READY)).isFalse();
    assertThat(done()).isEqualTo(3);
  }

  @Test
  void whatAReplicaStillWroteWithTheFormerKeyIsFound() {
    store(OLD, 10);
    ask(BOTH);
    assertThat(step(BOTH)).isTrue();
    store(READY, 20);
    steps(BOTH);
    steps(BOTH);
    assertThat(progress().finishedAt()).isPresent();
    assertThat(done()).isEqualTo(30);
  }

  @Test
  void rotationIsRefusedWhileAReplicaIsNotKnownToHaveTheKey() {
    store(OLD, 1);
    new KeyReports(db.jdbi(), "old").tell(OLD.keys());
    new KeyReports(db.jdbi(), "ready").tell(READY.keys());
    RotationAnswer answer = rotation(BOTH).ask("admin", List.of("old", "ready", "silent"));
    assertThat(answer)
        .isEqualTo(new RotationAnswer.KeyMissing(BOTH.primary(), List.of("old", "silent")));
    assertThat(step(BOTH)).isFalse();
    assertThat(progress().askedAt()).isEmpty();
    assertThat(audited()).isEmpty();
  }

  @Test
  void askingAgainLetsItGoOnAndBeginsAnotherOnceItIsFinished() {
    store(OLD, 15);
    ask(BOTH);
    step(BOTH);
    ask(BOTH);
    assertThat(steps(BOTH)).isEqualTo(1);
    ask(BOTH);
    assertThat(progress().finishedAt()).isEmpty();
    steps(BOTH);
    assertThat(audited())
        .containsExactly(
            "CREDENTIAL_ROTATION_FINISHED",
            "CREDENTIAL_ROTATION_ASKED",
            "CREDENTIAL_ROTATION_FINISHED",
            "CREDENTIAL_ROTATION_ASKED");
  }

  @Test
  void replicaThatCannotReadWhatOthersReadDoesNotStart() {
    store(BOTH, 1);
    new KeyReports(db.jdbi(), "running").tell(BOTH.keys());
    assertThatThrownBy(() -> rotation(OLD).requireKeysOf(List.of("running")))
        .isInstanceOf(KeysetException.class)
        .hasMessageContaining("running")
        .hasMessageContaining("CASTELLAN_ENCRYPTION_KEYSET")
        .hasMessageNotContaining(OLD_KEY);
    assertThatCode(() -> rotation(NEW).requireKeysOf(List.of("running")))
        .doesNotThrowAnyException();
  }

  /** What all have lost is not kept from starting: the credentials can be entered again. */
  @Test
  void replicaStartsWithAnotherKeysetWhenNobodyReadsMoreThanIt() {
    store(NEW, 1);
    new KeyReports(db.jdbi(), "also-wrong").tell(Keyset.read(TestKeyset.generate()).keys());
    assertThatCode(() -> rotation(OLD).requireKeysOf(List.of("also-wrong")))
        .doesNotThrowAnyException();
    assertThatCode(() -> rotation(OLD).requireKeysOf(List.of())).doesNotThrowAnyException();
  }

  @Test
  void keysThatAReplicaHasNoMoreAreForgotten() {
    var reports = new KeyReports(db.jdbi(), "replica");
    reports.tell(BOTH.keys());
    reports.tell(Set.of(NEW.primary()));
    assertThat(reports.lacking(OLD.primary(), List.of("replica"))).containsExactly("replica");
    assertThat(reports.lacking(NEW.primary(), List.of("replica"))).isEmpty();
  }

  private void ask(Keyring keyring) {
    assertThat(rotation(keyring).ask("admin", List.of())).isInstanceOf(RotationAnswer.Asked.class);
  }

  private KeyRotation rotation(Keyring keyring) {
    return new KeyRotation(db.jdbi(), keyring, audit, "test-node");
  }

  private RotationProgress progress() {
    return rotation(BOTH).progress();
  }

  private long done() {
    return progress().done();
  }

  private boolean step(Keyring keyring) {
    return new Reencryption(db.jdbi(), vault(keyring), keyring.primary(), audit, 10).step();
  }

  /** How many it took that found something. */
  private int steps(Keyring keyring) {
    int steps = 0;
    while (step(keyring)) {
      steps++;
    }
    return steps;
  }

  private static CredentialVault vault(Keyring keyring) {
    return new CredentialVault(db.jdbi(), keyring.aead());
  }

  private void store(Keyring keyring, int number) {
    for (int i = 0; i < number; i++) {
      store(keyring);
    }
  }

  private UUID store(Keyring keyring) {
    String secret = UUID.randomUUID().toString();
    UUID id =
        db.jdbi().inTransaction(handle -> vault(keyring).store(handle, Map.of("password", secret)));
    stored.put(id, secret);
    return id;
  }

  /** As new credentials of a backend do: their row comes, the former goes. */
  private UUID replace(UUID former) {
    UUID newer = store(BOTH);
    db.jdbi().useTransaction(handle -> vault(BOTH).delete(handle, former));
    stored.remove(former);
    return newer;
  }

  private static byte[] ciphertext(UUID id) {
    return db.jdbi()
        .withHandle(
            handle ->
                handle
                    .select("select ciphertext from credential where id = ?", id)
                    .mapTo(byte[].class)
                    .one());
  }

  private void assertReadable(Keyring keyring) {
    stored.forEach(
        (id, secret) ->
            assertThat(vault(keyring).open(id)).containsExactly(Map.entry("password", secret)));
  }

  private List<String> audited() {
    return audit.list(AuditTrail.of(Optional.empty()), Optional.empty(), 100).items().stream()
        .map(entry -> entry.event().action())
        .toList();
  }
}

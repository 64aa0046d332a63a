package org.castellan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.castellan.audit.Verdict.Broken;
import org.castellan.audit.Verdict.Checkpoint;
import org.castellan.audit.Verdict.Intact;
import org.castellan.audit.Verdict.Kind;
import org.castellan.testkit.OnEveryPostgres;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnEveryPostgres
class AuditChainTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final Jdbi jdbi = db.jdbi();
  private final AuditLog log = new AuditLog(jdbi, "node-1");
  private final AuditChain chain = new AuditChain(jdbi);

  @BeforeEach
  void begin() {
    execute("truncate audit_event, audit_seal");
  }

  @Test
  void anEmptyChainIsIntact() {
    assertThat(chain.seal()).isZero();
    assertThat(verify()).isEqualTo(new Intact(0, 0, 0, 0, Optional.empty()));
  }

  /** The database seals, and Castellan says the same of every kind of content. */
  @Test
  void whatWasSealedIsIntact() {
    record("plain", "", "ümläut 🔐", "a\nb\"c\\", "x".repeat(5000));
    log.client().enter("2001:db8::1");
    jdbi.useHandle(handle -> log.record(handle, event(Optional.empty(), "installation's")));
    log.client().leave();
    execute("update audit_event set at = '2026-01-02 03:04:05.678901+00' where subject = ''");
    seal();
    record("waits");
    assertThat(verify()).isInstanceOfSatisfying(Intact.class, this::sixAndOneThatWaits);
  }

  private void sixAndOneThatWaits(Intact intact) {
    assertThat(intact.seals()).isOne();
    assertThat(intact.events()).isEqualTo(6);
    assertThat(intact.unsealed()).isOne();
    assertThat(intact.newest().map(Checkpoint::toString))
        .get()
        .asString()
        .matches("1:[0-9a-f]{64}");
  }

  @Test
  void batchesAreBoundedAndLinked() {
    fill(1200);
    assertThat(List.of(chain.seal(), chain.seal(), chain.seal(), chain.seal()))
        .containsExactly(500, 500, 200, 0);
    assertThat(verify())
        .isInstanceOfSatisfying(
            Intact.class, it -> assertThat(it.events() + "/" + it.seals()).isEqualTo("1200/3"));
  }

  /** More links than are read at once, and every event of it is looked at. */
  @Test
  void aLongChainIsReadToItsEnd() {
    sealed(IntStream.range(0, 35).mapToObj(Integer::toString).toArray(String[]::new));
    assertThat(verify())
        .isInstanceOfSatisfying(Intact.class, it -> assertThat(it.seals()).isEqualTo(35));
    execute("update audit_event set subject = 'other' where number = 34");
    assertThat(verify()).isEqualTo(new Broken(Kind.CHANGED, 34, 34));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at = at + interval '1 microsecond'",
        "organization_id = gen_random_uuid()",
        "organization_id = null",
        "actor = 'somebody else'",
        "action = ''",
        "subject = subject || ' '",
        "detail = 'never happened'",
        "node = 'node-2'",
        "address = '10.0.0.1'",
        "id = gen_random_uuid()",
        "subject = detail, detail = subject"
      })
  void aChangedEventIsTheFirstBrokenPlace(String change) {
    sealed("a", "b", "c");
    execute("update audit_event set " + change + " where number >= 2");
    assertThat(verify()).isEqualTo(new Broken(Kind.CHANGED, 2, 2));
  }

  @Test
  void anEventThatIsGoneIsMissing() {
    record("a", "b", "c");
    seal();
    execute("delete from audit_event where number = 2");
    assertThat(verify()).isEqualTo(new Broken(Kind.MISSING, 1, 2));
    execute("delete from audit_event");
    assertThat(verify()).isEqualTo(new Broken(Kind.MISSING, 1, 1));
  }

  @Test
  void anEventThatNoSealTellsOfIsInserted() {
    sealed("a");
    record("b");
    execute("update audit_event set number = 2 where number is null");
    assertThat(verify()).isEqualTo(new Broken(Kind.INSERTED, 2, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sealed_at = sealed_at - interval '1 day'",
        "previous = sha256('')",
        "content = sha256('')",
        "digest = sha256('')",
        "events = sha256('')",
        "events = null, forgotten_at = now(), content = sha256('')"
      })
  void aChangedLinkIsTheFirstBrokenPlace(String change) {
    sealed("a", "b", "c");
    execute("update audit_seal set " + change + " where number = 2");
    assertThat(verify()).isEqualTo(new Broken(Kind.CHANGED, 2, 0));
  }

  /** Whoever makes a whole link anew, in order, cannot make it fit the next one. */
  @Test
  void aLinkThatIsMadeAnewDoesNotFitTheNext() {
    sealed("a", "b", "c");
    execute("update audit_event set subject = 'z' where number = 2");
    execute(
        "update audit_seal set events = audit_event_sha256(e) from audit_event e where last_event = e.number");
    execute("update audit_seal set content = sha256(events)");
    execute("update audit_seal s set digest = audit_seal_sha256(s) where number = 2");
    assertThat(verify()).isEqualTo(new Broken(Kind.CHANGED, 3, 0));
  }

  @Test
  void aLinkThatIsGoneIsMissing() {
    sealed("a", "b", "c");
    execute("delete from audit_seal where number = 2");
    assertThat(verify()).isEqualTo(new Broken(Kind.MISSING, 2, 0));
  }

  /** Nothing in the database tells that the end is gone: whoever kept it elsewhere can. */
  @Test
  void whoKeptAnEndSeesWhetherTheChainStillHasIt() {
    sealed("a", "b");
    Checkpoint kept = ((Intact) verify()).newest().orElseThrow();
    sealed("c");
    assertThat(chain.verify(Optional.of(kept))).isInstanceOf(Intact.class);
    var other = new Checkpoint(2, "0".repeat(64));
    assertThat(chain.verify(Optional.of(other))).isEqualTo(new Broken(Kind.CHANGED, 2, 0));
    execute("delete from audit_seal where number > 1");
    execute("delete from audit_event where number > 1");
    assertThat(verify()).isInstanceOf(Intact.class);
    assertThat(chain.verify(Optional.of(kept))).isEqualTo(new Broken(Kind.MISSING, 2, 0));
  }

  /** The older event's transaction commits when the younger one is sealed already. */
  @Test
  void anEventThatIsCommittedLateIsSealedLater() {
    try (Handle slow = jdbi.open()) {
      slow.begin();
      log.record(slow, event(Optional.empty(), "began first"));
      record("committed first");
      assertThat(chain.seal()).isEqualTo(1);
      slow.commit();
    }
    assertThat(chain.seal()).isEqualTo(1);
    assertThat(subjects(chain.after(0, 10))).containsExactly("committed first", "began first");
    assertThat(subjects(chain.after(1, 10))).containsExactly("began first");
    assertThat(verify()).isInstanceOf(Intact.class);
  }

  @Test
  void aSealThatIsTakenBackLeavesNothing() {
    record("a");
    try (Handle broken = jdbi.open()) {
      broken.begin();
      broken.select("select seal_audit_events(10)").mapTo(Integer.class).one();
      assertThat(chain.seal()).as("while another one does").isZero();
      broken.rollback();
    }
    assertThat(verify())
        .isInstanceOfSatisfying(Intact.class, it -> assertThat(it.unsealed()).isOne());
    assertThat(chain.seal()).isEqualTo(1);
  }

  @Test
  void manyReplicasSealEveryEventOnceWhileManyWrite() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Callable<Void> writer =
          () -> {
            for (int i = 0; i < 50; i++) {
              record("x");
            }
            return null;
          };
      Callable<Void> sealer =
          () -> {
            for (int i = 0; i < 100; i++) {
              chain.seal();
            }
            return null;
          };
      List<Callable<Void>> all =
          Stream.concat(
                  Stream.generate(() -> writer).limit(4), Stream.generate(() -> sealer).limit(3))
              .toList();
      for (Future<Void> each : threads.invokeAll(all)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    seal();
    List<Long> numbers = chain.after(0, 1000).stream().map(SealedEvent::number).toList();
    assertThat(numbers).hasSize(200).isSortedAccordingTo(Comparator.naturalOrder());
    assertThat(verify())
        .isInstanceOfSatisfying(Intact.class, it -> assertThat(it.events()).isEqualTo(200));
  }

  @Test
  void whatIsForgottenLeavesItsLinks() {
    fill(700);
    seal();
    makeOlder(Duration.ofDays(40));
    sealed("young");
    assertThat(chain.forget(Duration.ofDays(50))).isZero();
    assertThat(chain.forget(Duration.ofDays(35))).isEqualTo(500);
    assertThat(chain.forget(Duration.ofDays(35))).isEqualTo(200);
    assertThat(chain.forget(Duration.ofDays(35))).isZero();
    assertThat(subjects(chain.after(0, 10))).containsExactly("young");
    assertThat(verify())
        .isInstanceOfSatisfying(
            Intact.class,
            it -> {
              assertThat(it.forgotten()).isEqualTo(700);
              assertThat(it.events()).isOne();
              assertThat(it.seals()).isEqualTo(3);
            });
  }

  @Test
  void anEventWhereThoseOfItsLinkWereForgottenIsInserted() {
    sealed("a");
    makeOlder(Duration.ofDays(40));
    assertThat(chain.forget(Duration.ofDays(30))).isEqualTo(1);
    record("b");
    execute("update audit_event set number = 1");
    assertThat(verify()).isEqualTo(new Broken(Kind.INSERTED, 1, 1));
  }

  /** Whatever Castellan is told: the floor is the database's. */
  @Test
  void eventsAreKeptForThirtyDaysAtLeastAndUntilTheyAreSealed() {
    assertThatThrownBy(() -> chain.forget(AuditChain.LEAST_AGE.minusSeconds(1)))
        .hasMessageContaining("audit events are kept for 30 days at least");
    record("unsealed");
    execute("update audit_event set at = now() - interval '1 year'");
    assertThat(chain.forget(AuditChain.LEAST_AGE)).isZero();
    assertThat(verify())
        .isInstanceOfSatisfying(Intact.class, it -> assertThat(it.unsealed()).isOne());
  }

  /** As if it had been sealed so long ago: with the digests that it would have. */
  private void makeOlder(Duration age) {
    List<Long> seals =
        jdbi.withHandle(
            handle ->
                handle
                    .select("select number from audit_seal order by number")
                    .mapTo(Long.class)
                    .list());
    for (long seal : seals) {
      execute(
          "update audit_seal set sealed_at = sealed_at - interval '%d s' where number = %d"
              .formatted(age.toSeconds(), seal));
      execute(
          "update audit_seal s set previous = p.digest from audit_seal p where p.number = s.number - 1 and s.number = "
              + seal);
      execute("update audit_seal s set digest = audit_seal_sha256(s) where number = " + seal);
    }
  }

  private Verdict verify() {
    return chain.verify(Optional.empty());
  }

  private void seal() {
    while (chain.seal() > 0) {
      // There may be more.
    }
  }

  /** Each with a seal of its own. */
  private void sealed(String... subjects) {
    for (String subject : subjects) {
      record(subject);
      seal();
    }
  }

  private void fill(int events) {
    execute(
        "insert into audit_event (actor, action, subject, node)"
            + " select 'admin', 'X', n::text, 'n' from generate_series(1, %d) n".formatted(events));
  }

  private void record(String... subjects) {
    var organization = Optional.of(UUID.randomUUID());
    jdbi.useTransaction(
        handle -> List.of(subjects).forEach(it -> log.record(handle, event(organization, it))));
  }

  private static AuditEvent event(Optional<UUID> organization, String subject) {
    return new AuditEvent(organization, "admin", "SOMETHING_HAPPENED", subject, "In detail.");
  }

  private static List<String> subjects(List<SealedEvent> events) {
    List<String> subjects = new ArrayList<>();
    events.forEach(it -> subjects.add(it.entry().event().subject()));
    return subjects;
  }

  private void execute(String sql) {
    jdbi.useHandle(handle -> handle.execute(sql));
  }
}

package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.castellan.audit.Event;
import org.castellan.audit.EventLog;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the schema makes of ticks and replicas for those who watch. */
class ToldEventsTest {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Duration WINDOW = Duration.ofSeconds(90);

  private final EventLog events = new EventLog(DATABASE.jdbi());
  private Jdbi jdbi;
  private Ledger ledger;
  private SettableClock clock;
  private long start;

  @BeforeEach
  void begin() throws SQLException {
    jdbi = Jdbi.create(PostgresClock.source(DATABASE).getConnection());
    var instance = PostgresClock.freshLedger(jdbi);
    ledger = instance.ledger();
    clock = instance.clock();
    ledger.configure(LedgerContract.SETTINGS);
    clock.advance(Duration.ofSeconds(90));
    start = events.extent().newest();
  }

  @Test
  void aShardIsToldUnderItsScope() {
    var settings = LedgerContract.SETTINGS;
    ledger.configure(new CheckerSettings("all", settings.interval(), settings.cap(), 2));
    var first = ledger.shards("all", "n1").get(0);
    ledger.take(first, "n1", 7);
    take("n1");
    assertThat(told().get(0))
        .contains("\"scope\": \"all\"", "\"shard\": \"%s\"".formatted(first.scope()));
    assertThat(told().get(1)).doesNotContain("shard");
  }

  @Test
  void aTickIsToldWhenItBeginsIsTakenOverAndEndsAndNotInBetween() {
    Turn first = take("n1");
    ledger.progress(first.fence(), new Counts(1, 0, 0, 2));
    Turn second = take("n2");
    assertThat(ledger.finish(first.fence(), TickState.DONE, Counts.NONE, Optional.empty()))
        .isFalse();
    ledger.finish(second.fence(), TickState.CAPPED, new Counts(2, 1, 3, 4), Optional.of("late"));
    List<String> told = told();
    assertThat(told).hasSize(3);
    assertThat(told.get(0))
        .contains("\"state\": \"RUNNING\"", "\"node\": \"n1\"", "\"scope\": \"defaults\"")
        .contains("\"tick\": \"2026-")
        .doesNotContain("takenOverFrom", "validated");
    assertThat(told.get(1)).contains("\"node\": \"n2\"", "\"takenOverFrom\": \"n1\"");
    assertThat(told.get(2))
        .contains("\"state\": \"CAPPED\"", "\"validated\": 2", "\"failed\": 1", "\"skipped\": 3")
        .contains("\"remaining\": 4", "\"reason\": \"late\"");
  }

  @Test
  void aTickThatNobodyFinishedIsToldWithTheNextOnesBeginning() {
    take("n1");
    clock.advance(LedgerContract.HALF_HOUR);
    take("n2");
    assertThat(told())
        .satisfiesExactly(
            began -> assertThat(began).contains("\"node\": \"n1\""),
            next -> assertThat(next).contains("\"node\": \"n2\"", "\"state\": \"RUNNING\""),
            closed -> assertThat(closed).contains("\"node\": \"n1\"", "\"state\": \"ABANDONED\""));
  }

  @Test
  void aReplicaIsToldWhenItIsSeenFirstWhenItIsGoneAndWhenItIsBack() {
    Replicas first = TestReplica.on(jdbi, "n1");
    Replicas second = TestReplica.on(jdbi, "n2");
    first.round(WINDOW);
    second.round(WINDOW);
    pass(WINDOW.minusSeconds(1), first);
    pass(Duration.ofSeconds(2), first);
    pass(Duration.ofSeconds(2), first);
    second.round(WINDOW);
    assertThat(changes()).containsExactly("n1 SEEN", "n2 SEEN", "n2 GONE", "n2 SEEN");
  }

  /** An older version's beat knows nothing of it. */
  @Test
  void aReplicaThatOnlyBeatsIsToldToBeBackByAnother() {
    Replicas first = TestReplica.on(jdbi, "n1");
    first.round(WINDOW);
    TestReplica.on(jdbi, "n2").round(WINDOW);
    pass(WINDOW.minusSeconds(1), first);
    pass(Duration.ofSeconds(2), first);
    jdbi.useHandle(
        handle ->
            handle.execute("update node set last_seen_at = clock_timestamp() where id = 'n2'"));
    first.round(WINDOW);
    assertThat(changes()).containsExactly("n1 SEEN", "n2 SEEN", "n2 GONE", "n2 SEEN");
  }

  @Test
  void aReplicaThatWasAwayItselfCallsNobodyGone() {
    Replicas first = TestReplica.on(jdbi, "n1");
    first.round(WINDOW);
    TestReplica.on(jdbi, "n2").round(WINDOW);
    pass(WINDOW.plusSeconds(1), first);
    assertThat(changes()).containsExactly("n1 SEEN", "n2 SEEN");
  }

  @Test
  void aReplicaThatIsForgottenWithoutEverBeingMissedIsToldToBeGone() {
    TestReplica.on(jdbi, "n2").round(WINDOW);
    pass(Duration.ofHours(25), TestReplica.on(jdbi, "n1"));
    assertThat(changes()).containsExactlyInAnyOrder("n2 SEEN", "n1 SEEN", "n2 GONE");
  }

  private void pass(Duration time, Replicas seen) {
    clock.advance(time);
    seen.round(WINDOW);
  }

  private Turn take(String node) {
    return ledger.take(ledger.shards("defaults", node).get(0), node, 7).orElseThrow();
  }

  private List<String> told() {
    return events.after(start, 100).stream().map(Event::detail).toList();
  }

  private List<String> changes() {
    return told().stream()
        .map(
            detail ->
                detail.replaceFirst("^\\{\"id\": \"(.*?)\".*\"change\": \"(.*?)\".*$", "$1 $2"))
        .toList();
  }
}

package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReplicasTest {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Duration WINDOW = Duration.ofSeconds(90);

  private Jdbi jdbi;
  private SettableClock clock;
  private Replicas first;
  private Replicas second;

  @BeforeEach
  void begin() throws SQLException {
    jdbi = Jdbi.create(PostgresClock.source(DATABASE).getConnection());
    clock = PostgresClock.freshLedger(jdbi).clock();
    first = TestReplica.on(jdbi, "n1", clock, Map.of("b", "2", "a", "1"));
    second = TestReplica.on(jdbi, "n2", clock, Map.of());
  }

  @Test
  void aReplicaIsSeenFromItsFirstBeatWithTheDatabasesTimes() {
    first.round(WINDOW);
    clock.advance(Duration.ofSeconds(30));
    first.round(WINDOW);
    assertThat(first.seenWithin(WINDOW))
        .containsExactly(
            new ReplicaNode(
                "n1",
                "10.0.0.1",
                "0.1.0",
                SettableClock.NOON,
                SettableClock.NOON.plusSeconds(30),
                false,
                Optional.of(Duration.ZERO),
                List.of(),
                Map.of("a", "1", "b", "2")));
  }

  @Test
  void aRoundReportsTheReplicaAndLooksAtAllCheckers() {
    var ledger = new PostgresLedger(jdbi);
    for (String scope : List.of("all", "defaults")) {
      ledger.configure(new CheckerSettings(scope, Duration.ofHours(2), Duration.ofHours(1), 1));
    }
    List<Outlook> seen = first.round(WINDOW);
    assertThat(seen)
        .containsExactlyInAnyOrder(
            ledger.shards("all", "n1").get(0), ledger.shards("defaults", "n1").get(0));
    assertThat(first.seenWithin(WINDOW)).extracting(ReplicaNode::id).containsExactly("n1");
  }

  @Test
  void aRestartedReplicaWithTheSameIdTellsItsNewStart() {
    first.round(WINDOW);
    clock.advance(Duration.ofSeconds(30));
    TestReplica.on(jdbi, "n1").round(WINDOW);
    assertThat(first.seenWithin(WINDOW).get(0).startedAt())
        .isEqualTo(SettableClock.NOON.plusSeconds(30));
  }

  @Test
  void aClockThatIsOffIsToldWithItsSignFromTheFirstBeat() {
    TestReplica.on(jdbi, "ahead", () -> clock.instant().plusMillis(7200), Map.of()).round(WINDOW);
    TestReplica.on(jdbi, "behind", () -> clock.instant().minusSeconds(40), Map.of()).round(WINDOW);
    assertThat(first.seenWithin(WINDOW))
        .extracting(ReplicaNode::clockOffset)
        .containsExactly(
            Optional.of(Duration.ofMillis(7200)), Optional.of(Duration.ofSeconds(-40)));
  }

  /** As long as the answer may have waited anywhere on its way, nothing is known. */
  @Test
  void aSlowAnswerSaysNothingOfTheClock() {
    var times = new AtomicInteger();
    TestReplica.on(
            jdbi, "n1", () -> clock.instant().plusSeconds(3L * times.getAndIncrement()), Map.of())
        .round(WINDOW);
    assertThat(first.seenWithin(WINDOW).get(0).clockOffset()).isEmpty();
  }

  @Test
  void poolersAreToldWithTheNextBeat() {
    first.behind(List.of("locks"));
    first.round(WINDOW);
    assertThat(first.seenWithin(WINDOW).get(0).poolers()).containsExactly("locks");
  }

  /** While a cluster is updated, the older replicas tell nothing of themselves. */
  @Test
  void anOlderReplicasRowHasNothingOfIt() {
    first.round(WINDOW);
    jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into node (id, address, version, last_seen_at)"
                    + " select 'old', 'there', '0', clock_timestamp()"));
    ReplicaNode old = first.seenWithin(WINDOW).get(1);
    assertThat(old.clockOffset()).isEmpty();
    assertThat(old.settings()).isEmpty();
    assertThat(old.poolers()).isEmpty();
  }

  /** Promise 8: whether there is a second replica to ask. */
  @Test
  void aPeerIsAnotherReplicaThatWasSeenLately() {
    first.round(WINDOW);
    assertThat(first.hasPeers(WINDOW)).isFalse();
    second.round(WINDOW);
    assertThat(first.hasPeers(WINDOW)).isTrue();
    clock.advance(WINDOW);
    assertThat(first.hasPeers(WINDOW)).isFalse();
  }

  @Test
  void aReplicaNotSeenForADayIsForgotten() {
    second.round(WINDOW);
    clock.advance(Duration.ofHours(25));
    first.round(WINDOW);
    assertThat(first.seenWithin(Duration.ofDays(30)))
        .extracting(ReplicaNode::id)
        .containsExactly("n1");
  }
}

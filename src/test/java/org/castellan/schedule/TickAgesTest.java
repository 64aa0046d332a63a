package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TickAgesTest {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private LedgerInstance instance;
  private TickAges ages;

  @BeforeEach
  void begin() throws SQLException {
    var jdbi = Jdbi.create(PostgresClock.source(DATABASE).getConnection());
    instance = PostgresClock.freshLedger(jdbi);
    ages = new TickAges(jdbi);
    instance.ledger().configure(SimulatedCluster.SETTINGS);
    instance.clock().advance(MINUTE.multipliedBy(4));
  }

  @Test
  void aCheckerThatNeverRanHasJustBegun() {
    assertThat(ages.read())
        .containsExactly(
            new TickAge("defaults", SimulatedCluster.SETTINGS.interval(), false, Duration.ZERO));
  }

  @Test
  void anUnfinishedFirstTickAgesFromItsBegin() {
    take();
    instance.clock().advance(MINUTE.multipliedBy(3));
    assertThat(since()).isEqualTo(MINUTE.multipliedBy(3));
  }

  @Test
  void aTickThatEndedIsAsOldAsItsEndHoweverTheNextOneFares() {
    instance.ledger().finish(take().fence(), TickState.DONE, Counts.NONE, Optional.empty());
    instance.clock().advance(MINUTE.multipliedBy(30));
    take();
    assertThat(since()).isEqualTo(MINUTE.multipliedBy(30));
    instance.clock().advance(MINUTE.multipliedBy(30));
    take();
    assertThat(since()).isEqualTo(MINUTE.multipliedBy(60));
  }

  @Test
  void aCappedTickCountsToo() {
    instance.ledger().finish(take().fence(), TickState.CAPPED, Counts.NONE, Optional.of("late"));
    instance.clock().advance(MINUTE);
    assertThat(since()).isEqualTo(MINUTE);
  }

  @Test
  void aSplitScopeIsAsOldAsTheShardThatWaitsLongest() {
    var settings = SimulatedCluster.SETTINGS;
    instance
        .ledger()
        .configure(new CheckerSettings("defaults", settings.interval(), settings.cap(), 2));
    for (Outlook shard : instance.ledger().shards("defaults", "n1")) {
      var turn = instance.ledger().take(shard, "n1", 1).orElseThrow();
      instance.ledger().finish(turn.fence(), TickState.DONE, Counts.NONE, Optional.empty());
      instance.clock().advance(MINUTE);
    }
    assertThat(ages.read()).hasSize(1);
    assertThat(since()).isEqualTo(MINUTE.multipliedBy(2));
  }

  @Test
  void aPausedCheckerSaysSo() {
    instance.checkers().pause("defaults", true);
    assertThat(ages.read()).allMatch(TickAge::paused);
  }

  private Turn take() {
    return instance
        .ledger()
        .take(instance.ledger().shards("defaults", "n1").get(0), "n1", 1)
        .orElseThrow();
  }

  private Duration since() {
    return ages.read().get(0).since();
  }
}

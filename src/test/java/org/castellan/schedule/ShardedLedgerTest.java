package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A scope that is split: a ledger row for each shard, and one tick for administrators. */
class ShardedLedgerTest {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  private Ledger ledger;
  private Checkers checkers;
  private SettableClock clock;

  @BeforeEach
  void begin() throws SQLException {
    var instance = PostgresClock.freshLedger(DATABASE);
    ledger = instance.ledger();
    checkers = instance.checkers();
    clock = instance.clock();
    ledger.configure(split(3));
    clock.advance(Duration.ofMinutes(1));
  }

  private static CheckerSettings split(int shards) {
    return new CheckerSettings("all", HALF_HOUR, Duration.ofMinutes(25), shards);
  }

  private List<String> shards(String node) {
    return ledger.shards("all", node).stream().map(Outlook::scope).toList();
  }

  private Turn take(String shard, String node) {
    var outlook =
        ledger.shards("all", node).stream().filter(it -> it.scope().equals(shard)).findFirst();
    return ledger.take(outlook.orElseThrow(), node, 7).orElseThrow();
  }

  private void finish(Turn turn, Counts counts) {
    assertThat(ledger.finish(turn.fence(), TickState.DONE, counts, Optional.empty())).isTrue();
  }

  private void finishAll(String... shards) {
    for (String shard : shards) {
      finish(take(shard, "n1"), Counts.NONE);
    }
  }

  private CheckerStatus status() {
    return checkers.find("all").orElseThrow();
  }

  @Test
  void replicasBeginWithDifferentShardsAndEachTriesAll() {
    Set<String> first = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      assertThat(shards("n" + i)).hasSize(3).contains("all-1-of-3", "all-2-of-3", "all-3-of-3");
      first.add(shards("n" + i).get(0));
    }
    assertThat(first).hasSize(3);
  }

  @Test
  void whatSomebodyHasBegunIsTriedLast() {
    String begun = shards("n2").get(0);
    take(begun, "n1");
    assertThat(shards("n2").get(2)).isEqualTo(begun);
  }

  /** Promise 4, shard by shard. */
  @Test
  void whatATickLeftOverIsTriedFirstInTheNext() {
    String left = shards("n1").get(2);
    shards("n1").stream().filter(shard -> !shard.equals(left)).forEach(this::finishAll);
    ledger.finish(take(left, "n1").fence(), TickState.CAPPED, Counts.NONE, Optional.empty());
    clock.advance(HALF_HOUR);
    assertThat(shards("n1").get(0)).isEqualTo(left);
  }

  /** Promise 3: a tick ends so long after it first started, whichever shard that was. */
  @Test
  void theCapCountsFromTheFirstShard() {
    assertThat(take("all-1-of-3", "n1").capLeft()).isEqualTo(Duration.ofMinutes(25));
    clock.advance(Duration.ofMinutes(10));
    assertThat(take("all-2-of-3", "n2").capLeft()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void administratorsSeeOneCheckerAndItsShards() {
    var first = take("all-1-of-3", "n1");
    finish(first, new Counts(4, 1, 2, 0));
    ledger.progress(take("all-2-of-3", "n2").fence(), new Counts(3, 0, 0, 5));
    assertThat(checkers.all()).extracting(CheckerStatus::scope).containsExactly("all");
    assertThat(status().names()).containsExactly("all-1-of-3", "all-2-of-3", "all-3-of-3");
    assertThat(status().shards())
        .extracting(CheckerStatus.Part::state)
        .containsExactly(
            Optional.of(TickState.DONE), Optional.of(TickState.RUNNING), Optional.empty());
    TickRecord tick = status().current().orElseThrow();
    assertThat(tick.tick()).isEqualTo(first.fence().tick().whole());
    assertThat(tick.state()).isEqualTo(TickState.RUNNING);
    assertThat(tick.counts()).isEqualTo(new Counts(7, 1, 2, 5));
    assertThat(tick.attempts()).extracting(TickRecord.Attempt::node).containsExactly("n1", "n2");
    assertThat(status().last()).isEmpty();
  }

  @Test
  void aTickIsDoneWhenAllItsShardsAre() {
    finishAll("all-1-of-3", "all-2-of-3");
    assertThat(status().current().orElseThrow().state())
        .as("nobody has begun the third")
        .isEqualTo(TickState.RUNNING);
    finishAll("all-3-of-3");
    assertThat(status().current().orElseThrow().state()).isEqualTo(TickState.DONE);
    assertThat(status().last()).isEqualTo(status().current());
  }

  @Test
  void aTickThatEndedWithShardsNobodyBeganSaysSo() {
    finishAll("all-1-of-3");
    clock.advance(HALF_HOUR);
    TickRecord tick = checkers.ticks("all", Optional.empty(), 1).get(0);
    assertThat(tick.state()).isEqualTo(TickState.CAPPED);
    assertThat(tick.reason()).contains("2 shards were not begun");
  }

  @Test
  void ticksArePagedAsIfTheScopeWereNotSplit() {
    for (int i = 0; i < 3; i++) {
      finishAll("all-1-of-3", "all-2-of-3", "all-3-of-3");
      clock.advance(HALF_HOUR);
    }
    var page = checkers.ticks("all", Optional.empty(), 2);
    var next = checkers.ticks("all", Optional.of(page.get(1).tick().instant()), 2);
    assertThat(page).hasSize(2).allMatch(tick -> tick.attempts().get(0).times() == 3);
    assertThat(next).hasSize(1);
  }

  @Test
  void aRunAskedForIsOneOfAllShards() {
    assertThat(checkers.runNow("all")).isPresent();
    assertThat(ledger.shards("all", "n1")).allMatch(Outlook::requested);
    assertThat(checkers.runNow("all")).as("it is asked for").isEmpty();
    assertThat(status().current().orElseThrow().state()).isEqualTo(TickState.REQUESTED);
    finishAll("all-1-of-3", "all-3-of-3");
    assertThat(checkers.runNow("all")).as("a shard is left").isEmpty();
    finishAll("all-2-of-3");
    clock.advance(Duration.ofMinutes(1));
    assertThat(checkers.runNow("all")).isPresent();
    assertThat(checkers.runNow("all-1-of-3")).as("is no checker").isEmpty();
  }

  @Test
  void aPauseHoldsBackAllShards() {
    checkers.pause("all", true);
    assertThat(ledger.shards("all", "n1")).noneMatch(Outlook::due);
    checkers.pause("all", false);
    assertThat(ledger.shards("all", "n1")).allMatch(Outlook::due);
  }

  /** As with the interval: one series of ticks, whoever started last. */
  @Test
  void theReplicaThatStartedLastDecidesForAll() {
    assertThat(ledger.configure(split(2))).contains(split(3));
    assertThat(shards("n1")).containsExactlyInAnyOrder("all-1-of-2", "all-2-of-2");
    ledger.configure(split(1));
    assertThat(shards("n1")).containsExactly("all");
    assertThat(status().shards()).isEmpty();
    ledger.configure(split(3));
    assertThat(shards("n1")).hasSize(3);
  }

  @Test
  void aShardOfAFormerSplitIsNotTakenAnyMore() {
    Outlook former = ledger.shards("all", "n1").get(0);
    ledger.configure(split(2));
    assertThat(ledger.take(former, "n1", 7)).isEmpty();
  }

  /** Promise 1: what a replica still runs when the count changes is its own to end. */
  @Test
  void whatRunsWhenTheSplitChangesEndsAsItWouldAndIsClosedAtTheNextInstantElse() {
    Turn ends = take("all-1-of-3", "n1");
    Turn dies = take("all-2-of-3", "n2");
    ledger.configure(split(2));
    finish(take("all-1-of-2", "n3"), Counts.NONE);
    finish(ends, Counts.NONE);
    assertThat(ledger.progress(dies.fence(), Counts.NONE)).isTrue();
    clock.advance(HALF_HOUR);
    take("all-1-of-2", "n3");
    assertThat(ledger.progress(dies.fence(), Counts.NONE)).isFalse();
    TickRecord before = checkers.ticks("all", Optional.empty(), 2).get(1);
    assertThat(before.state()).isEqualTo(TickState.CAPPED);
    assertThat(before.attempts())
        .extracting(TickRecord.Attempt::outcome)
        .contains(AttemptOutcome.ABANDONED);
  }

  @Test
  void onlyWhatADeadHolderLeftIsOrphaned() {
    Turn left = take("all-1-of-3", "n1");
    assertThat(ledger.orphans("all", "n2"))
        .extracting(Outlook::tick)
        .containsExactly(left.fence().tick());
    finish(left, Counts.NONE);
    assertThat(ledger.orphans("all", "n2")).isEmpty();
  }

  @Test
  void theInstantIsOnTheGridOfTheWholeScope() {
    Instant noon = SettableClock.NOON;
    assertThat(ledger.shards("all", "n1")).allMatch(shard -> shard.grid().equals(noon));
    ledger.configure(new CheckerSettings("all", Duration.ofHours(24), Duration.ofHours(2), 3));
    assertThat(ledger.shards("all", "n1"))
        .allMatch(shard -> shard.interval().equals(Duration.ofHours(24)));
  }
}

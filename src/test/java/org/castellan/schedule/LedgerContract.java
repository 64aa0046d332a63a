package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger does, so that the loop's tests in memory hold for PostgreSQL too. */
abstract class LedgerContract {

  static final Duration HALF_HOUR = Duration.ofMinutes(30);
  static final CheckerSettings SETTINGS =
      new CheckerSettings("defaults", HALF_HOUR, Duration.ofMinutes(25), 1);
  static final Instant NOON = SettableClock.NOON;

  Ledger ledger;
  Checkers checkers;
  SettableClock clock;

  abstract LedgerInstance fresh() throws Exception;

  @BeforeEach
  void begin() throws Exception {
    var fresh = fresh();
    ledger = fresh.ledger();
    checkers = fresh.checkers();
    clock = fresh.clock();
    ledger.configure(SETTINGS);
    clock.advance(Duration.ofSeconds(90));
  }

  Outlook look() {
    return ledger.shards("defaults", "n1").get(0);
  }

  Turn take(String node) {
    return ledger.take(look(), node, 7).orElseThrow();
  }

  TickRecord newest() {
    return checkers.ticks("defaults", Optional.empty(), 1).get(0);
  }

  void finish(Turn turn) {
    assertThat(ledger.finish(turn.fence(), TickState.DONE, Counts.NONE, Optional.empty())).isTrue();
  }

  @Test
  void instantsAreMultiplesOfTheIntervalOnTheLedgersClock() {
    var outlook = look();
    assertThat(outlook.tick()).isEqualTo(new Tick("defaults", NOON));
    assertThat(outlook.untilNext()).isEqualTo(HALF_HOUR.minusSeconds(90));
    assertThat(outlook.due()).isTrue();
  }

  @Test
  void anUnknownScopeIsToldByName() {
    assertThatThrownBy(() -> ledger.shards("nothing", "n1"))
        .isInstanceOf(ScheduleException.class)
        .hasMessageContaining("nothing");
  }

  @Test
  void aFinishedTickIsNeverTakenAgain() {
    var before = look();
    finish(take("n1"));
    assertThat(look().due()).isFalse();
    assertThat(ledger.take(before, "n2", 8)).isEmpty();
    assertThat(ledger.take(look(), "n2", 8)).isEmpty();
  }

  @Test
  void aTakeoverRaisesTheEpochAndKeepsTheFirstStart() {
    var first = take("n1");
    ledger.progress(first.fence(), new Counts(3, 1, 0, 6));
    clock.advance(Duration.ofMinutes(5));
    var second = take("n2");
    assertThat(second.fence().epoch()).isGreaterThan(first.fence().epoch());
    assertThat(second.predecessor()).contains("n1");
    assertThat(second.counts()).isEqualTo(new Counts(3, 1, 0, 6));
    assertThat(newest().startedAt()).contains(NOON.plusSeconds(90));
  }

  /** Promise 2: the loser changes nothing afterwards. */
  @Test
  void everyWriteOfAnOldEpochIsRefused() {
    var old = take("n1").fence();
    take("n2");
    var after = newest();
    assertThat(ledger.progress(old, new Counts(9, 9, 9, 9))).isFalse();
    assertThat(ledger.leave(old, Counts.NONE, "x")).isFalse();
    assertThat(ledger.decline(old, Counts.NONE, "x")).isFalse();
    assertThat(ledger.finish(old, TickState.DONE, Counts.NONE, Optional.empty())).isFalse();
    assertThat(newest()).isEqualTo(after);
  }

  @Test
  void aLookThatIsOutOfDateTakesNothing() {
    var old = look();
    take("n1");
    assertThat(ledger.take(old, "n2", 8)).as("somebody else began it").isEmpty();
    clock.advance(HALF_HOUR);
    assertThat(ledger.take(old, "n2", 8)).as("its time is over").isEmpty();
  }

  @Test
  void theCapIsTheSoonerOfCapAndNextInstant() {
    assertThat(take("n1").capLeft()).isEqualTo(Duration.ofMinutes(25));
    clock.advance(Duration.ofMinutes(10));
    assertThat(take("n2").capLeft()).isEqualTo(Duration.ofMinutes(15));
    clock.advanceTo(NOON.plus(Duration.ofMinutes(40)));
    assertThat(take("n1").capLeft()).as("till one o'clock").isEqualTo(Duration.ofMinutes(20));
  }

  @Test
  void theCapOfATickBegunLongAgoIsUsedUp() {
    take("n1");
    clock.advance(Duration.ofMinutes(27));
    assertThat(take("n2").capLeft()).isZero();
  }

  @Test
  void olderUnfinishedTicksAreClosedAsAbandoned() {
    take("n1");
    clock.advance(HALF_HOUR);
    take("n2");
    var older = checkers.ticks("defaults", Optional.empty(), 2).get(1);
    assertThat(older.state()).isEqualTo(TickState.ABANDONED);
    assertThat(older.attempts())
        .extracting(TickRecord.Attempt::node, TickRecord.Attempt::outcome)
        .contains(tuple("n1", AttemptOutcome.ABANDONED));
  }

  @Test
  void missedTicksAreNotReplayed() {
    finish(take("n1"));
    clock.advance(HALF_HOUR.multipliedBy(5));
    take("n1");
    assertThat(checkers.ticks("defaults", Optional.empty(), 10)).hasSize(2);
  }

  @Test
  void decliningIsRememberedForTheSuccessor() {
    assertThat(ledger.decline(take("n1").fence(), Counts.NONE, "all unreachable")).isTrue();
    var successor = take("n2");
    assertThat(successor.declinedBy()).containsExactly("n1");
    assertThat(checkers.find("defaults").orElseThrow().current().orElseThrow().state())
        .isEqualTo(TickState.RUNNING);
  }

  @Test
  void oneOutcomeOfOneEpochIsCountedOnce() {
    var tick = take("n1").fence().tick();
    ledger.attempt(tick, "n2", AttemptOutcome.LOST, Optional.empty(), "");
    ledger.attempt(tick, "n2", AttemptOutcome.LOST, Optional.empty(), "");
    ledger.attempt(tick, "n3", AttemptOutcome.ABANDONED, Optional.of(5L), "a");
    ledger.attempt(tick, "n3", AttemptOutcome.ABANDONED, Optional.of(5L), "b");
    assertThat(newest().attempts())
        .extracting(TickRecord.Attempt::outcome, TickRecord.Attempt::times)
        .containsExactlyInAnyOrder(
            tuple(AttemptOutcome.WON, 1),
            tuple(AttemptOutcome.LOST, 2),
            tuple(AttemptOutcome.ABANDONED, 1));
  }

  @Test
  void runNowIsRefusedWhileATickIsUnfinished() {
    var turn = take("n1");
    assertThat(checkers.runNow("defaults")).isEmpty();
    finish(turn);
    var requested = checkers.runNow("defaults").orElseThrow();
    assertThat(requested.instant()).isEqualTo(clock.instant());
    assertThat(checkers.runNow("defaults")).isEmpty();
    assertThat(look().tick()).isEqualTo(requested);
    assertThat(take("n2").outcome()).isEqualTo(AttemptOutcome.WON);
  }

  @Test
  void aPauseHoldsBackTheClocksTicksButNotARequest() {
    checkers.pause("defaults", true);
    assertThat(look().due()).isFalse();
    assertThat(ledger.take(look(), "n1", 7)).isEmpty();
    checkers.runNow("defaults");
    assertThat(look().due()).isTrue();
    finish(take("n1"));
  }

  @Test
  void anotherIntervalIsToldAndNeverDoublesATick() {
    finish(take("n1"));
    clock.advance(Duration.ofMinutes(12));
    var shorter = new CheckerSettings("defaults", Duration.ofMinutes(10), Duration.ofMinutes(5), 1);
    assertThat(ledger.configure(shorter)).contains(SETTINGS);
    assertThat(ledger.configure(shorter)).isEmpty();
    finish(take("n1"));
    assertThat(ledger.configure(SETTINGS)).contains(shorter);
    assertThat(look().due()).as("12:10 was finished").isFalse();
  }
}

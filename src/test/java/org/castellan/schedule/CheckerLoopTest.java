package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.castellan.schedule.AttemptOutcome.ABANDONED;
import static org.castellan.schedule.AttemptOutcome.CAPPED;
import static org.castellan.schedule.AttemptOutcome.DECLINED;
import static org.castellan.schedule.AttemptOutcome.LOST;
import static org.castellan.schedule.AttemptOutcome.SKIPPED;
import static org.castellan.schedule.AttemptOutcome.TOOK_OVER;
import static org.castellan.schedule.AttemptOutcome.WON;
import static org.castellan.schedule.SimulatedCluster.POLL;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tick of design.md, sentence by sentence, in a cluster whose time the test moves. */
class CheckerLoopTest {

  private static final Duration DELAY = Duration.ofMinutes(1);
  private static final Duration INTERVAL = SimulatedCluster.SETTINGS.interval();

  private final SimulatedCluster cluster = new SimulatedCluster(LedgerInstance.inMemory());
  private final List<String> runs = new ArrayList<>();

  private Job.Result quick(Run run) {
    runs.add(run.node());
    return new Job.Result.Finished(new Counts(10, 0, 0, 0));
  }

  private Job lasting(Duration time) {
    return run -> {
      runs.add(run.node());
      run.progress(new Counts(3, 0, 0, 7));
      cluster.advance(time);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return new Job.Result.Finished(new Counts(10, 0, 0, run.mustStop() ? 7 : 0));
    };
  }

  private void expectAttempts(TickRecord tick, Object... nodesAndOutcomes) {
    var expected = new ArrayList<org.assertj.core.groups.Tuple>();
    for (int i = 0; i < nodesAndOutcomes.length; i += 2) {
      expected.add(tuple(nodesAndOutcomes[i], nodesAndOutcomes[i + 1]));
    }
    assertThat(tick.attempts())
        .extracting(TickRecord.Attempt::node, TickRecord.Attempt::outcome)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aMissingTickIsRunAfterTheInitialDelay() {
    cluster.start("n1", DELAY, this::quick);
    cluster.advance(DELAY.minusMillis(1));
    assertThat(runs).isEmpty();
    cluster.advance(Duration.ofMillis(1));
    assertThat(runs).containsExactly("n1");
    assertThat(cluster.newest().state()).isEqualTo(TickState.DONE);
  }

  /** Promise 1: a finished tick is never run again by anybody. */
  @Test
  void aLateStarterFindsTheTickFinishedAndSkips() {
    cluster.start("n1", Duration.ZERO, this::quick);
    cluster.advance(Duration.ofMinutes(5));
    cluster.start("n2", DELAY, this::quick);
    cluster.advance(Duration.ofMinutes(20));
    assertThat(runs).containsExactly("n1");
    expectAttempts(cluster.newest(), "n1", WON, "n2", SKIPPED);
    assertThat(cluster.newest().attempts().get(1).times()).isEqualTo(1);
  }

  @Test
  void theNextTickBeginsAtItsInstant() {
    cluster.start("n1", Duration.ofSeconds(17), this::quick);
    cluster.advance(INTERVAL.plus(Duration.ofMillis(100)));
    assertThat(cluster.ticks()).hasSize(2);
    assertThat(cluster.newest().startedAt()).contains(SettableClock.NOON.plus(INTERVAL));
  }

  @Test
  void aDailyTickRunsEveryDayThoughReplicasAreRestartedDaily() {
    var daily = new CheckerSettings("defaults", Duration.ofHours(24), Duration.ofHours(2), 1);
    for (int day = 0; day < 5; day++) {
      var replica = cluster.start("n" + day, DELAY, daily, this::quick);
      cluster.advance(Duration.ofHours(24).minusMinutes(10));
      cluster.kill(replica);
      cluster.advance(Duration.ofMinutes(10));
    }
    assertThat(cluster.ticks()).hasSizeBetween(5, 6).allMatch(t -> SimulatedCluster.wins(t) == 1);
  }

  @Test
  void afterTheWholeClusterWasDownTheCurrentTickRunsOnceAndMissedOnesAreNotReplayed() {
    var first = cluster.start("n1", Duration.ZERO, this::quick);
    cluster.advance(DELAY);
    cluster.kill(first);
    cluster.advance(Duration.ofHours(9));
    cluster.start("n2", DELAY, this::quick);
    cluster.start("n3", DELAY, this::quick);
    cluster.advance(Duration.ofMinutes(10));
    assertThat(runs).containsExactly("n1", "n2");
    assertThat(cluster.ticks()).hasSize(2);
  }

  @Test
  void losersLookAgainEachPollWhileTheTickIsUnfinished() {
    cluster.start("n1", Duration.ZERO, lasting(Duration.ofMinutes(5)));
    cluster.start("n2", Duration.ofSeconds(1), this::quick);
    cluster.advance(Duration.ofMinutes(10));
    assertThat(runs).containsExactly("n1");
    expectAttempts(cluster.newest(), "n1", WON, "n2", LOST, "n2", SKIPPED);
    assertThat(cluster.newest().attempts().get(1).times()).isEqualTo(10);
  }

  /** Promise 2: a lost lease hands the tick over within a poll, and the loser changes nothing. */
  @Test
  void aLostLeaseIsTakenOverWithinOnePollAndTheLoserChangesNothing() {
    var interrupted = new ArrayList<Boolean>();
    cluster.start(
        "n1",
        Duration.ZERO,
        run -> {
          cluster.advance(Duration.ofMinutes(2));
          cluster.lock.lose(SimulatedCluster.KEY);
          interrupted.add(Thread.interrupted());
          cluster.advance(POLL);
          assertThat(run.mustStop()).isTrue();
          return new Job.Result.Finished(new Counts(99, 0, 0, 0));
        });
    cluster.start("n2", Duration.ofSeconds(1), this::quick);
    cluster.advance(Duration.ofMinutes(10));
    assertThat(interrupted).containsExactly(true);
    assertThat(cluster.newest().node()).contains("n2");
    assertThat(cluster.newest().counts()).isEqualTo(new Counts(10, 0, 0, 0));
    expectAttempts(
        cluster.newest(), "n1", WON, "n1", ABANDONED, "n1", SKIPPED, "n2", LOST, "n2", TOOK_OVER);
  }

  /** Promise 1: every backend in each tick, also when a reason to stop passes as it came. */
  @Test
  void aTickThatWasCutShortIsGoneOnWithThoughTheReasonHasPassed() {
    var seen = new ArrayList<Boolean>();
    cluster.start(
        "n1",
        Duration.ZERO,
        run -> {
          runs.add(run.node());
          if (runs.size() > 1) {
            return new Job.Result.Finished(new Counts(10, 0, 0, 0));
          }
          cluster.lock.holdBack(true);
          seen.add(run.mustStop());
          cluster.lock.holdBack(false);
          return new Job.Result.Finished(new Counts(3, 0, 0, 7));
        });
    cluster.advance(DELAY);
    assertThat(seen).containsExactly(true);
    assertThat(runs).containsExactly("n1", "n1");
    assertThat(cluster.newest().state()).isEqualTo(TickState.DONE);
    assertThat(cluster.newest().counts()).isEqualTo(new Counts(10, 0, 0, 0));
  }

  @Test
  void aJobThatEndsBeforeItsWorkDoesIsGoneOnWith() {
    cluster.start(
        "n1",
        Duration.ZERO,
        run -> {
          runs.add(run.node());
          return runs.size() > 1
              ? new Job.Result.Finished(new Counts(10, 0, 0, 0))
              : new Job.Result.Unfinished(new Counts(3, 0, 0, 7));
        });
    cluster.advance(DELAY);
    assertThat(runs).containsExactly("n1", "n1");
    assertThat(cluster.newest().counts()).isEqualTo(new Counts(10, 0, 0, 0));
  }

  /** What the job cannot know by itself, as it adds up the counts of the whole tick. */
  @Test
  void aSuccessorIsToldWhatTheKilledHolderToldLast() {
    var told = new ArrayList<Counts>();
    cluster.start(
        "n1",
        Duration.ZERO,
        run -> {
          told.add(run.before());
          run.progress(new Counts(3, 1, 0, 7));
          cluster.lock.lose(SimulatedCluster.KEY);
          cluster.advance(POLL.multipliedBy(2));
          throw new InterruptedException();
        });
    cluster.start(
        "n2",
        Duration.ofSeconds(1),
        run -> {
          told.add(run.before());
          return new Job.Result.Finished(new Counts(10, 1, 0, 0));
        });
    cluster.advance(Duration.ofMinutes(2));
    assertThat(told).containsExactly(Counts.NONE, new Counts(3, 1, 0, 7));
    assertThat(cluster.newest().counts()).isEqualTo(new Counts(10, 1, 0, 0));
  }

  /** Promise 3: a tick ends 25 minutes after it first started. */
  @Test
  void theCapInterruptsTheJobAndSaysHowManyWereLeft() {
    cluster.start("n1", Duration.ZERO, lasting(Duration.ofMinutes(25)));
    cluster.advance(Duration.ofMinutes(26));
    assertThat(cluster.newest().state()).isEqualTo(TickState.CAPPED);
    assertThat(cluster.newest().counts().remaining()).isEqualTo(7);
    assertThat(cluster.newest().reason()).hasValueSatisfying(r -> assertThat(r).contains("7 left"));
    expectAttempts(cluster.newest(), "n1", WON, "n1", CAPPED);
  }

  /** Promise 3: takeovers included. */
  @Test
  void theCapCountsFromTheFirstStartThroughTakeovers() {
    var first =
        cluster.start(
            "n1",
            Duration.ZERO,
            run -> {
              cluster.advance(Duration.ofMinutes(20));
              throw new IllegalStateException("broken");
            });
    cluster.advance(Duration.ZERO);
    cluster.kill(first);
    cluster.start("n2", Duration.ZERO, lasting(Duration.ofMinutes(10)));
    cluster.advance(Duration.ZERO);
    assertThat(cluster.newest().state()).isEqualTo(TickState.CAPPED);
    assertThat(cluster.newest().finishedAt())
        .hasValueSatisfying(
            at -> assertThat(at).isAfter(SettableClock.NOON.plus(Duration.ofMinutes(25))));
  }

  /** Promise 3: at the next instant at the latest. */
  @Test
  void aTickThatBeganLateEndsAtTheNextInstant() {
    cluster.advance(Duration.ofMinutes(20));
    var left = new ArrayList<Duration>();
    cluster.start(
        "n1",
        Duration.ZERO,
        run -> {
          left.add(run.remaining());
          return new Job.Result.Finished(Counts.NONE);
        });
    cluster.advance(POLL);
    assertThat(left).containsExactly(Duration.ofMinutes(10));
  }

  /** Promise 3: however its validations hang. */
  @Test
  void aJobThatIgnoresItsInterruptionKeepsNeitherTickNorLease() {
    var seen = new ArrayList<TickState>();
    cluster.start(
        "n1",
        Duration.ZERO,
        run -> {
          cluster.clock.advance(Duration.ofMinutes(26));
          seen.add(cluster.newest().state());
          cluster.lock.tryAcquire(SimulatedCluster.KEY).orElseThrow().close();
          return new Job.Result.Finished(Counts.NONE);
        });
    cluster.advance(POLL);
    assertThat(seen).containsExactly(TickState.CAPPED);
    assertThat(cluster.newest().state()).isEqualTo(TickState.CAPPED);
  }

  /** Promise 8: the lease is handed over to another replica. */
  @Test
  void aReplicaThatDeclinesLeavesTheTickToAnother() {
    cluster.start(
        "n1",
        Duration.ZERO,
        run -> {
          runs.add(run.node());
          return new Job.Result.Declined(new Counts(0, 0, 0, 10), "everything unreachable");
        });
    cluster.start(
        "n2",
        Duration.ofSeconds(45),
        run -> {
          assertThat(run.declinedBy()).containsExactly("n1");
          return quick(run);
        });
    cluster.advance(Duration.ofMinutes(10));
    assertThat(runs).containsExactly("n1", "n2");
    expectAttempts(cluster.newest(), "n1", WON, "n1", DECLINED, "n1", SKIPPED, "n2", TOOK_OVER);
  }

  /** Promise 8: or there being no second replica. */
  @Test
  void aLoneReplicaThatDeclinedTriesAgainAtItsNextPoll() {
    cluster.start(
        "n1",
        Duration.ZERO,
        run -> {
          runs.add(run.node());
          return run.declinedBy().isEmpty()
              ? new Job.Result.Declined(Counts.NONE, "everything unreachable")
              : new Job.Result.Finished(Counts.NONE);
        });
    cluster.advance(POLL);
    assertThat(runs).hasSize(2);
    assertThat(cluster.newest().state()).isEqualTo(TickState.DONE);
  }

  @Test
  void aFailingJobIsTriedAgainOncePerPoll() {
    cluster.start(
        "n1",
        Duration.ZERO,
        run -> {
          runs.add(run.node());
          throw new IllegalStateException("broken");
        });
    cluster.advance(POLL.multipliedBy(2));
    assertThat(runs).hasSize(3);
    assertThat(cluster.newest().state()).isEqualTo(TickState.RUNNING);
    assertThat(cluster.newest().reason())
        .contains("the job failed: " + IllegalStateException.class.getSimpleName());
  }

  @Test
  void stoppingInterruptsTheJobAndHandsTheTickOverAtOnce() {
    var stopped = new ArrayList<SimulatedCluster.Replica>();
    stopped.add(
        cluster.start(
            "n1",
            Duration.ZERO,
            run -> {
              stopped.get(0).loop.stop(Duration.ofMillis(1));
              assertThat(Thread.interrupted()).isTrue();
              cluster.advance(POLL);
              throw new InterruptedException();
            }));
    cluster.start("n2", Duration.ofSeconds(1), this::quick);
    cluster.advance(Duration.ofMinutes(10));
    assertThat(runs).containsExactly("n2");
    assertThat(cluster.newest().state()).isEqualTo(TickState.DONE);
  }

  @Test
  void aPauseHoldsForTheWholeClusterAndResumingRunsTheCurrentTick() {
    cluster.start("n1", DELAY, this::quick);
    cluster.start("n2", DELAY, this::quick);
    cluster.instance.checkers().pause("defaults", true);
    cluster.advance(Duration.ofHours(3));
    assertThat(runs).isEmpty();
    cluster.instance.checkers().pause("defaults", false);
    cluster.advance(POLL);
    assertThat(runs).hasSize(1);
  }

  @Test
  void aRequestedTickIsBegunAtTheNextPoll() {
    cluster.start("n1", Duration.ZERO, this::quick);
    cluster.advance(Duration.ofMinutes(10));
    cluster.instance.checkers().runNow("defaults");
    cluster.advance(POLL);
    assertThat(runs).hasSize(2);
    assertThat(cluster.newest().requested()).isTrue();
  }

  @Test
  void anotherIntervalIsEverybodysSoThatThereIsOneSeriesOfTicks() {
    cluster.start("n1", Duration.ZERO, this::quick);
    cluster.advance(Duration.ofMinutes(1));
    var shorter = new CheckerSettings("defaults", Duration.ofMinutes(10), Duration.ofMinutes(5), 1);
    cluster.start("n2", DELAY, shorter, this::quick);
    cluster.advanceTo(SettableClock.NOON.plus(Duration.ofMinutes(61)));
    assertThat(runs).hasSize(7);
    assertThat(cluster.ticks()).hasSize(7).allMatch(t -> SimulatedCluster.wins(t) == 1);
  }
}

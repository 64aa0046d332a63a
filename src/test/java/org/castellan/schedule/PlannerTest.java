package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.castellan.testkit.LogTap;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private final SettableClock clock = new SettableClock();
  private final InMemoryLedger ledger = new InMemoryLedger(clock);
  private final LogTap log = LogTap.everything();

  @BeforeEach
  void configure() {
    ledger.configure(SimulatedCluster.SETTINGS);
  }

  @AfterEach
  void close() {
    log.close();
  }

  /** Runs a tick of so many minutes, and has a planner of its own, as each replica has, hear. */
  private void tick(int minutes) {
    var turn = ledger.take(ledger.shards("defaults", "n1").get(0), "n1", 7).orElseThrow();
    clock.advance(Duration.ofMinutes(minutes));
    var counts = new Counts(40, 0, 0, 0);
    ledger.finish(turn.fence(), TickState.DONE, counts, Optional.empty());
    new Planner(ledger).ended(turn.fence().tick(), TickState.DONE, counts);
    clock.advance(Duration.ofMinutes(30 - minutes));
  }

  private List<String> told() {
    return log.lines().stream()
        .filter(line -> line.contains("scope defaults: at today's pace"))
        .map(line -> line.substring(line.indexOf('\n') + 1).strip())
        .toList();
  }

  /** Whichever replica ran the tick before. */
  @Test
  void aChangeIsToldOnceAndBeforeItDoesNotFit() {
    for (int minutes : new int[] {4, 4, 21, 22, 21, 3, 3}) {
      tick(minutes);
    }
    assertThat(told())
        .containsExactly(
            "WARNING: scope defaults: at today's pace a tick takes PT21M of its cap of PT25M: it"
                + " will soon not fit; raise the parallelism, or the cap and the interval, in time",
            "INFO: scope defaults: at today's pace a tick takes PT3M of its cap of PT25M: it fits"
                + " again");
  }

  @Test
  void theFirstTickOfAllIsToldWhenItDoesNotFit() {
    tick(27);
    assertThat(told())
        .singleElement()
        .asString()
        .contains("takes PT27M of its cap of PT25M: it does not fit");
  }

  @Test
  void aLedgerThatCannotBeAskedDisturbsNobody() {
    var unreachable = new PostgresCheckers(Jdbi.create("jdbc:postgresql://127.0.0.1:1/none"));
    var planner = new Planner(unreachable);
    assertThatCode(
            () ->
                planner.ended(
                    new Tick("defaults", SettableClock.NOON), TickState.DONE, Counts.NONE))
        .doesNotThrowAnyException();
  }
}

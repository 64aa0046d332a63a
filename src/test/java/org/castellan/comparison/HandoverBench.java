package org.castellan.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.castellan.comparison.Handover.Outcome;
import org.castellan.comparison.Handover.Resumption;
import org.castellan.testkit.BenchTable;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 2 beside others: how soon, and as what, another replica goes on with a long job. */
@Tag("bench")
class HandoverBench {

  @RegisterExtension static final TestDatabase ofKilled = new TestDatabase();
  @RegisterExtension static final TestDatabase ofFrozen = new TestDatabase();

  /** For a machine with much else to do. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private static final Times TIMES =
      new Times(Duration.ofDays(1), Duration.ofSeconds(6), Duration.ofSeconds(1));

  private static final String NOTE =
      """
      One round of each fault, from the fault to the first act of the other replica. The job asks
      its scheduler whether it may go on, waits half a second as for an answer, writes a row, and so
      on; after SIGCONT its rows are counted up to the fifth. All are set to begin within 7 s, but
      Quartz, whose own tolerance allows no less than 8.5 s. Castellan begins within its poll after
      a kill, because it learns of the closed connection: for that a session is held as long as the
      job runs, which the others do without. db-scheduler and LockExtender let a job see that it has
      lost, once the write that was under way is done; Castellan's statement carries a fence that
      stops that one, too, as far as it goes to the same database. Quartz says in its log that
      another instance has recovered its job, and nothing to the job. Without extension ShedLock's
      lock ends 6 s after it was taken, whoever lives, so that lockAtMostFor must be longer than any
      run; in return it needs one table and any timer.
      """;

  @Test
  void aLongJobGoesOn() throws Exception {
    for (TestDatabase database : List.of(ofKilled, ofFrozen)) {
      Tables.create(database.jdbi());
      Witness.create(database.jdbi());
    }
    ExecutorService kills = Executors.newSingleThreadExecutor();
    ExecutorService freezes = Executors.newSingleThreadExecutor();
    List<Row> rows = new ArrayList<>();
    for (Contestant contestant : Contestant.values()) {
      var killed = kills.submit(() -> handover(contestant, ofKilled).killed());
      var frozen = freezes.submit(() -> handover(contestant, ofFrozen).frozen());
      rows.add(new Row(contestant, killed, frozen));
    }
    report(rows);
    kills.shutdown();
    freezes.shutdown();
  }

  /** What each fault comes to. */
  private record Row(Contestant contestant, Future<Outcome> killed, Future<Outcome> frozen) {}

  private static Handover handover(Contestant contestant, TestDatabase database) {
    return new Handover(contestant, contestant.ofItself(TIMES), database.url());
  }

  private static void report(List<Row> rows) throws Exception {
    var table =
        new BenchTable(
            "Handover of a long job, beside other schedulers",
            "scheduler",
            "settings",
            "after kill -9",
            "after SIGSTOP",
            "the other replica runs",
            "the frozen one, continued, can still write",
            "and knows that it lost");
    for (Row row : rows) {
      table.row(cells(row.contestant(), row.killed().get(), row.frozen().get()));
    }
    table.note(NOTE);
    table.write("compared-handover.md");
    check(rows.get(0).killed().get(), rows.get(0).frozen().get());
  }

  private static Object[] cells(Contestant contestant, Outcome killed, Outcome frozen) {
    return new Object[] {
      contestant.label(),
      contestant.settings(contestant.ofItself(TIMES)),
      seconds(killed.took()),
      seconds(frozen.took()),
      frozen.resumption().label(),
      frozen.writes() == 0 ? "no" : "yes, " + frozen.writes() + (frozen.stopped() ? "" : " seen"),
      frozen.stopped() ? "yes" : "no, it goes on"
    };
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }

  /** Castellan's own promise. */
  private static void check(Outcome killed, Outcome frozen) {
    assertThat(killed.took()).as("killed").isLessThan(TIMES.poll().plus(MARGIN));
    assertThat(frozen.took()).as("frozen").isLessThan(TIMES.promise().plus(MARGIN));
    assertThat(List.of(killed.resumption(), frozen.resumption()))
        .as("the same tick")
        .containsOnly(Resumption.AS_IT_WAS_DUE);
    assertThat(frozen.writes()).as("writes of the loser").isZero();
    assertThat(frozen.stopped()).as("the loser stops").isTrue();
  }
}

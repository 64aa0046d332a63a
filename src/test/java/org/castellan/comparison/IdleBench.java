package org.castellan.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.castellan.testkit.BenchTable;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What replicas ask of PostgreSQL while there is nothing to do, each set up to one promise. */
@Tag("bench")
class IdleBench {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final int REPLICAS = 3;
  private static final Duration WATCHED = Duration.ofMinutes(2);

  /** Until the first run is over everywhere and whatever else a start does. */
  private static final Duration SETTLING = Duration.ofSeconds(8);

  /** What Castellan's own idle replica may take, its other checkers included. */
  private static final double MOST_A_MINUTE = 12;

  private static final Times TIMES =
      new Times(Duration.ofDays(1), Duration.ofSeconds(60), Duration.ofSeconds(30));

  private static final Times OWN_INTERVAL = TIMES.every(Duration.ofMinutes(30));
  private static final Times EACH_POLL = TIMES.every(TIMES.poll());
  private static final Duration NEARLY_A_POLL = EACH_POLL.interval().multipliedBy(9).dividedBy(10);

  private static final List<Entrant> ENTRANTS =
      List.of(
          new Entrant("Castellan", CastellanReplica.settings(TIMES), "idle", CastellanReplica::new),
          new Entrant(
              "ShedLock, as soon as the others",
              ShedLockReplica.settings(EACH_POLL, NEARLY_A_POLL),
              "often",
              setup -> shedLock(setup, EACH_POLL, NEARLY_A_POLL)),
          new Entrant(
              "ShedLock, not before the next run",
              ShedLockReplica.settings(OWN_INTERVAL, NEARLY_A_POLL),
              "seldom",
              setup -> shedLock(setup, OWN_INTERVAL, NEARLY_A_POLL)),
          new Entrant(
              "db-scheduler", DbSchedulerReplica.settings(TIMES), "idle", DbSchedulerReplica::new),
          new Entrant("Quartz", QuartzReplica.settings(TIMES), "idle", QuartzReplica::new));

  private static final String NOTE =
      """
      %d replicas of each, with a job that has run and is not due again, watched for %d s; counted on
      the way to PostgreSQL, the begin and the commit of transactions included. Each is set so that what a silent holder
      left begins elsewhere within %d s. Not so in ShedLock's second row, which is how its
      documentation uses it: it asks nothing at all between two runs, less than any other, and what
      a dead holder left waits for the next run. In its first row its job runs at each firing and has to
      find out itself whether there is anything to do. While a job runs, Castellan keeps one session
      open for it and sends a heartbeat each sixth of the lease; the others hold no session.
      """;

  private static Replica shedLock(Setup setup, Times times, Duration atLeast) {
    return new ShedLockReplica(setup.every(times.interval()), atLeast, /* extended= */ false);
  }

  @Test
  void statementsOfReplicasWithNothingToDo() throws Exception {
    Tables.create(db.jdbi());
    List<Statements> counters =
        ENTRANTS.stream().map(entrant -> Statements.to(TestDatabase.port())).toList();
    List<Replica> replicas = replicas(counters);
    replicas.forEach(Replica::start);
    pass(SETTLING);
    List<Integer> before = counters.stream().map(Statements::executed).toList();
    pass(WATCHED);
    List<Integer> after = counters.stream().map(Statements::executed).toList();
    replicas.forEach(Replica::close);
    counters.forEach(Statements::close);
    report(before, after);
  }

  private static List<Replica> replicas(List<Statements> counters) {
    List<Replica> replicas = new ArrayList<>();
    for (int i = 0; i < ENTRANTS.size(); i++) {
      for (int number = 0; number < REPLICAS; number++) {
        Entrant entrant = ENTRANTS.get(i);
        replicas.add(entrant.made().apply(setup(entrant, number, counters.get(i))));
      }
    }
    return replicas;
  }

  private static void pass(Duration time) {
    await().pollDelay(time).atMost(time.multipliedBy(2)).until(() -> true);
  }

  private static Setup setup(Entrant entrant, int number, Statements counter) {
    String url = db.url().replace(":" + TestDatabase.port() + "/", ":" + counter.port() + "/");
    Duration shift = Duration.ofSeconds(number);
    String node = entrant.name() + number;
    return new Setup(node, entrant.job(), url, TIMES, Instant.now(), shift, occurrence -> {});
  }

  private static void report(List<Integer> before, List<Integer> after) throws Exception {
    var table =
        new BenchTable(
            "Statements of an idle replica, beside other schedulers",
            "scheduler",
            "settings",
            "statements a minute and replica");
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i < ENTRANTS.size(); i++) {
      rates.add(perMinuteAndReplica(after.get(i) - before.get(i)));
      table.row(ENTRANTS.get(i).name(), ENTRANTS.get(i).settings(), format(rates.get(i)));
    }
    table.note(NOTE.formatted(REPLICAS, WATCHED.toSeconds(), TIMES.promise().toSeconds()));
    table.write("compared-idle.md");
    assertThat(rates.get(0)).as("of Castellan").isPositive().isLessThanOrEqualTo(MOST_A_MINUTE);
  }

  private static double perMinuteAndReplica(int statements) {
    return statements * 60.0 / WATCHED.toSeconds() / REPLICAS;
  }

  private static String format(double rate) {
    return String.format(Locale.ROOT, "%.1f", rate);
  }
}

package org.castellan.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.castellan.testkit.BenchTable;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often a short job runs per interval when the replicas' timers are shifted. */
@Tag("bench")
class SkewBench {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final int REPLICAS = 3;
  private static final int INTERVALS = 10;
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration SHIFT = INTERVAL.dividedBy(4);

  /** No timer fires so close to the end of an interval. */
  private static final Duration EDGE = INTERVAL.dividedBy(8);

  private static final Times TIMES =
      new Times(INTERVAL, Duration.ofSeconds(6), Duration.ofMillis(500));

  private static final List<Entrant> ENTRANTS =
      List.of(
          new Entrant("Castellan", CastellanReplica.settings(TIMES), "skew", CastellanReplica::new),
          shedLock("none", Duration.ZERO),
          shedLock("third", INTERVAL.dividedBy(3)),
          shedLock("most", INTERVAL.multipliedBy(9).dividedBy(10)),
          new Entrant(
              "db-scheduler", DbSchedulerReplica.settings(TIMES), "skew", DbSchedulerReplica::new),
          new Entrant("Quartz", QuartzReplica.settings(TIMES), "skew", QuartzReplica::new));

  private final Instant first = grid(Instant.now()).plus(INTERVAL.multipliedBy(5));
  private final Map<Entrant, Queue<Instant>> runs = new ConcurrentHashMap<>();

  private static final String NOTE =
      """
      %d intervals of %d s, and %d replicas whose starts and timers are a quarter of the interval
      apart; 1.00 is right. db-scheduler and Quartz keep the next due time in the database, and are
      as right as Castellan. ShedLock locks a run, and knows nothing of what it was due for: where
      timers are apart, lockAtLeastFor has to be longer than that and shorter than the interval.
      Where they fire together, by cron and right clocks, it need only cover the clocks' error. All
      replicas here have one clock: what wrong ones do is not measured.
      """;

  private static Entrant shedLock(String job, Duration atLeast) {
    return new Entrant(
        "ShedLock",
        ShedLockReplica.settings(TIMES, atLeast),
        job,
        setup -> new ShedLockReplica(setup, atLeast, /* extended= */ false));
  }

  @Test
  void runsPerInterval() throws Exception {
    Tables.create(db.jdbi());
    ScheduledExecutorService starter = Executors.newScheduledThreadPool(ENTRANTS.size() * REPLICAS);
    List<Replica> replicas = started(starter);
    Instant end = begin().plus(INTERVAL.multipliedBy(INTERVALS));
    await().atMost(Duration.ofMinutes(1)).until(() -> Instant.now().isAfter(end));
    replicas.forEach(Replica::close);
    starter.shutdownNow();
    report();
  }

  private List<Replica> started(ScheduledExecutorService starter) {
    List<Replica> replicas = new ArrayList<>();
    for (Entrant entrant : ENTRANTS) {
      for (int number = 0; number < REPLICAS; number++) {
        Setup setup = setup(entrant, number);
        Replica replica = entrant.made().apply(setup);
        replicas.add(replica);
        startShifted(starter, replica, setup);
      }
    }
    return replicas;
  }

  private void startShifted(ScheduledExecutorService starter, Replica replica, Setup setup) {
    Instant start = first.minus(INTERVAL).plus(setup.shift());
    long delay = Duration.between(Instant.now(), start).toMillis();
    var unused = starter.schedule(replica::start, delay, TimeUnit.MILLISECONDS);
  }

  private Setup setup(Entrant entrant, int number) {
    Queue<Instant> seen = runs(entrant);
    String node = entrant.name() + entrant.job() + number;
    Duration shift = SHIFT.multipliedBy(number);
    Work work = occurrence -> seen.add(Instant.now());
    return new Setup(node, entrant.job(), db.url(), TIMES, first, shift, work);
  }

  private Queue<Instant> runs(Entrant entrant) {
    return runs.computeIfAbsent(entrant, key -> new ConcurrentLinkedQueue<>());
  }

  /** Of what is counted, when all are under way. */
  private Instant begin() {
    return first.plus(INTERVAL.multipliedBy(2)).minus(EDGE);
  }

  private static Instant grid(Instant moment) {
    return Instant.ofEpochMilli(
        Math.floorDiv(moment.toEpochMilli(), INTERVAL.toMillis()) * INTERVAL.toMillis());
  }

  private double perInterval(Entrant entrant) {
    Instant begin = begin();
    Instant end = begin.plus(INTERVAL.multipliedBy(INTERVALS));
    long counted =
        runs(entrant).stream().filter(at -> at.isAfter(begin) && at.isBefore(end)).count();
    return (double) counted / INTERVALS;
  }

  private void report() throws Exception {
    var table =
        new BenchTable(
            "Runs per interval with shifted replicas, beside other schedulers",
            "scheduler",
            "settings",
            "runs per interval");
    for (Entrant entrant : ENTRANTS) {
      String ratio = String.format(Locale.ROOT, "%.2f", perInterval(entrant));
      table.row(entrant.name(), entrant.settings(), ratio);
    }
    table.note(NOTE.formatted(INTERVALS, INTERVAL.toSeconds(), REPLICAS));
    table.write("compared-skew.md");
    assertThat(perInterval(ENTRANTS.get(0))).as("of Castellan").isEqualTo(1);
  }
}

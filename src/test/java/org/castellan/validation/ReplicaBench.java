package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.castellan.lock.LeaseSettings;
import org.castellan.lock.PostgresLock;
import org.castellan.schedule.Alarms;
import org.castellan.schedule.CheckerListener;
import org.castellan.schedule.CheckerLoop;
import org.castellan.schedule.CheckerSettings;
import org.castellan.schedule.Pace;
import org.castellan.schedule.PostgresLedger;
import org.castellan.schedule.Surroundings;
import org.castellan.testkit.BenchTable;
import org.castellan.testkit.SmallPool;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 1, in numbers: calls per backend per tick do not grow with the replicas. */
@Tag("bench")
class ReplicaBench {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final int BACKENDS = 40;
  private static final int TICKS = 3;
  private static final Duration INTERVAL = Duration.ofSeconds(6);
  private static final CheckerSettings CHECKER =
      new CheckerSettings("defaults", INTERVAL, Duration.ofSeconds(5), 1);

  private final Random random = new Random(42);

  @Test
  void callsPerBackendPerTick() throws Exception {
    var table =
        new BenchTable(
            "Provider calls with replicas that start within a sixth of the interval",
            "replicas",
            "ticks",
            "calls per backend per tick");
    List<Double> ratios = new ArrayList<>();
    for (int replicas : List.of(1, 3, 10)) {
      ratios.add(measure(replicas, table));
    }
    table.write("replicas.md");
    assertThat(ratios).containsOnly(1.0);
  }

  private double measure(int replicas, BenchTable table) throws Exception {
    try (var pool = new SmallPool(db.dataSource(), 40)) {
      Cluster cluster = new Cluster(Jdbi.create(pool));
      for (int i = 0; i < BACKENDS; i++) {
        cluster.backend("host%d/b".formatted(i));
      }
      ScheduledExecutorService threads = Executors.newScheduledThreadPool(4 * replicas);
      List<Replica> running = new ArrayList<>();
      List<CheckerLoop> loops = new ArrayList<>();
      for (int i = 0; i < replicas; i++) {
        Replica replica = new Replica(cluster, "node" + i, ValidationSettings.DEFAULTS);
        running.add(replica);
        CheckerLoop loop = loop(cluster, replica, "node" + i, threads);
        loops.add(loop);
        loop.configure();
        schedule(threads, loop, random.nextLong(INTERVAL.toMillis() / 6));
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> finishedTicks(cluster) >= TICKS);
      for (CheckerLoop loop : loops) {
        loop.stop(Duration.ofSeconds(10));
      }
      threads.shutdownNow();
      running.forEach(Replica::close);
      int ticks = finishedTicks(cluster);
      double ratio = (double) cluster.provider.calls().size() / BACKENDS / ticks;
      table.row(replicas, ticks, String.format(Locale.ROOT, "%.2f", ratio));
      return ratio;
    }
  }

  private static CheckerLoop loop(
      Cluster cluster, Replica replica, String node, ScheduledExecutorService threads) {
    var lock =
        new PostgresLock(
            db.dataSource(), threads, LeaseSettings.of(Duration.ofSeconds(6)), () -> false);
    var around =
        new Surroundings(
            node,
            new PostgresLedger(cluster.jdbi),
            lock,
            () -> true,
            CheckerListener.NONE,
            Alarms.on(threads),
            System::nanoTime);
    var pace = new Pace(Duration.ZERO, Duration.ofMillis(500));
    return new CheckerLoop(CHECKER, replica.sweep, pace, around);
  }

  private static void schedule(ScheduledExecutorService threads, CheckerLoop loop, long millis) {
    Runnable poll =
        () -> {
          Duration next = loop.poll();
          if (!threads.isShutdown()) {
            schedule(threads, loop, next.toMillis());
          }
        };
    var unused = threads.schedule(poll, millis, TimeUnit.MILLISECONDS);
  }

  private static int finishedTicks(Cluster cluster) {
    return cluster.jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from tick where state = 'DONE'")
                .mapTo(int.class)
                .one());
  }
}

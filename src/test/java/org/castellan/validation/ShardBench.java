package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.castellan.schedule.PostgresCheckers;
import org.castellan.schedule.TickRecord;
import org.castellan.storage.Deadline;
import org.castellan.storage.ProbeResult;
import org.castellan.testkit.BenchTable;
import org.castellan.testkit.SmallPool;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What shards are worth: a tick over very many backends, by one, two and four replicas. {@code
 * -Dshards.backends=100000}, {@code -Dshards.latency=20} (milliseconds).
 */
@Tag("bench")
class ShardBench {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final int BACKENDS = Integer.getInteger("shards.backends", 100_000);
  private static final int LATENCY = Integer.getInteger("shards.latency", 20);
  private static final int SHARDS = 8;

  private final LongAdder statements = new LongAdder();
  private SmallPool pool;
  private Cluster cluster;
  private PostgresCheckers checkers;

  @BeforeEach
  void setUp() {
    pool = new SmallPool(db.dataSource(), 40);
    cluster = new Cluster(Jdbi.create(pool));
    checkers = new PostgresCheckers(cluster.jdbi);
  }

  @AfterEach
  void tearDown() throws Exception {
    pool.close();
  }

  @Test
  void aTickByOneTwoAndFourReplicas() throws Exception {
    ManyBackends.create(cluster, BACKENDS);
    cluster.jdbi.setSqlLogger(new Counting());
    cluster.provider.behave(ShardBench::answer);
    var table =
        new BenchTable(
            "A tick over %,d backends that answer in %d ms, 16 at once on each replica"
                .formatted(BACKENDS, LATENCY),
            "shards",
            "replicas",
            "ideal",
            "tick",
            "backends a second",
            "most of them on one replica",
            "calls per backend",
            "statements per backend",
            "transactions a second in PostgreSQL",
            "heap at its peak, all replicas");
    List<Double> calls = new ArrayList<>();
    calls.add(measure(table, 1, 1));
    for (int replicas : List.of(1, 2, 4)) {
      calls.add(measure(table, SHARDS, replicas));
    }
    table.write("shards.md");
    assertThat(calls).containsOnly(1.0);
  }

  private double measure(BenchTable table, int shards, int replicas) throws Exception {
    cluster.jdbi.useHandle(
        handle -> {
          handle.execute("truncate tick, tick_attempt, checker, node, validation");
          handle.execute("update cas_backend set validated_at = now() - interval '2 days'");
        });
    cluster.jdbi.useHandle(handle -> handle.execute("vacuum analyze cas_backend"));
    int callsBefore = cluster.provider.calls().size();
    long transactions = transactions();
    List<LivingReplica> living = new ArrayList<>();
    forgetPeaks();
    statements.reset();
    for (int i = 0; i < replicas; i++) {
      var replica = new LivingReplica(cluster, db, "node" + i, shards);
      replica.jdbi.setSqlLogger(new Counting());
      living.add(replica);
    }
    living.forEach(LivingReplica::start);
    TickRecord tick = awaitEnd();
    double peak = peakMegabytes();
    double called = (double) (cluster.provider.calls().size() - callsBefore) / BACKENDS;
    double perBackend = statements.doubleValue() / BACKENDS;
    Duration took = Duration.between(tick.startedAt().get(), tick.finishedAt().get());
    double seconds = took.toMillis() / 1000.0;
    Duration ideal =
        Duration.ofMillis((long) BACKENDS * LATENCY)
            .dividedBy((long) ValidationSettings.DEFAULTS.parallelism() * replicas);
    table.row(
        shards,
        replicas,
        text("%.1f s", ideal.toMillis() / 1000.0),
        text("%.1f s", seconds),
        text("%,.0f", BACKENDS / seconds),
        text("%.0f %%", 100.0 * mostOnOne() / BACKENDS),
        text("%.2f", called),
        text("%.1f", perBackend),
        text("%,.0f", (transactions() - transactions) / seconds),
        text("%,.0f MB", peak));
    for (LivingReplica replica : living) {
      replica.close();
    }
    return called;
  }

  private TickRecord awaitEnd() {
    await()
        .atMost(Duration.ofMinutes(30))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> checkers.find("defaults").flatMap(status -> status.last()).isPresent());
    return checkers.find("defaults").flatMap(status -> status.last()).orElseThrow();
  }

  private int mostOnOne() {
    return number("select max(n) from (select count(*) as n from validation group by node) as each")
        .intValue();
  }

  private long transactions() {
    return number(
        "select xact_commit + xact_rollback from pg_stat_database"
            + " where datname = current_database()");
  }

  private Long number(String query) {
    return cluster.jdbi.withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }

  private static void forgetPeaks() {
    System.gc();
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  private static double peakMegabytes() {
    return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / 1e6;
  }

  private static List<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private static ProbeResult answer(Object credentials, Deadline deadline)
      throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(LATENCY);
    return FakeProvider.healthy();
  }

  private static String text(String format, Object number) {
    return String.format(Locale.ROOT, format, number);
  }

  /** Of what the replicas ask. */
  private final class Counting implements SqlLogger {
    @Override
    public void logAfterExecution(StatementContext context) {
      statements.increment();
    }
  }
}

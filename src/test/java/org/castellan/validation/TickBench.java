package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProbeResult;
import org.castellan.testkit.BenchTable;
import org.castellan.testkit.SmallPool;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 4, in numbers: how close a tick comes to its ideal, with and without dead hosts. */
@Tag("bench")
class TickBench {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final int BACKENDS = 1000;
  private static final Duration ANSWER = Duration.ofMillis(100);
  private static final ValidationSettings SETTINGS = ValidationSettings.DEFAULTS;

  private SmallPool pool;
  private Cluster cluster;

  @BeforeEach
  void setUp() {
    pool = new SmallPool(db.dataSource(), 20);
    cluster = new Cluster(Jdbi.create(pool));
    for (int i = 0; i < BACKENDS; i++) {
      cluster.backend("host%d/b".formatted(i));
    }
  }

  @AfterEach
  void tearDown() throws Exception {
    pool.close();
  }

  @Test
  void aTickOverAThousandBackends() throws Exception {
    var table =
        new BenchTable(
            "A tick over 1,000 backends that answer in 100 ms, 16 at once",
            "hosts that hang",
            "ideal",
            "until all that answer are validated",
            "ratio",
            "bound");
    double healthy = measure(table, 0, 1.15);
    cluster.jdbi.useHandle(
        handle ->
            handle.execute("update cas_backend set validated_at = now() - interval '1 hour'"));
    double withDeadHosts = measure(table, 20, 1.5);
    table.write("tick.md");
    assertThat(healthy).isLessThanOrEqualTo(1.15);
    assertThat(withDeadHosts).isLessThanOrEqualTo(1.5);
  }

  /**
   * @param everyNth which hosts hang; 0 for none
   */
  private double measure(BenchTable table, int everyNth, double bound) {
    int hanging = everyNth == 0 ? 0 : BACKENDS / everyNth;
    for (int i = 0; i < hanging; i++) {
      cluster.provider.behave("host%d/b".formatted(i * everyNth), TickBench::hang);
    }
    cluster.provider.behave(TickBench::answer);
    Duration ideal = ANSWER.multipliedBy(BACKENDS - hanging).dividedBy(SETTINGS.parallelism());
    TestRun run = new TestRun(cluster.tick());
    try (Replica replica = new Replica(cluster, "a", SETTINGS)) {
      replica.sweep.run(run);
    }
    Duration taken = Duration.between(run.tick().instant(), lastAnswer());
    double ratio = (double) taken.toMillis() / ideal.toMillis();
    table.row(hanging, ideal, taken, String.format(Locale.ROOT, "%.2f", ratio), "at most " + bound);
    return ratio;
  }

  private Instant lastAnswer() {
    return cluster.jdbi.withHandle(
        handle ->
            handle
                .createQuery("select max(validated_at) from cas_backend where status = 'OK'")
                .mapTo(Instant.class)
                .one());
  }

  private static ProbeResult answer(Object credentials, Deadline deadline)
      throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(ANSWER.toNanos());
    return FakeProvider.healthy();
  }

  private static ProbeResult hang(Object credentials, Deadline deadline)
      throws InterruptedException {
    boolean unused =
        new CountDownLatch(1).await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    return FakeProvider.broken(ErrorClass.TIMEOUT, true);
  }
}

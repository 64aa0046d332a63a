package org.castellan.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbc.JdbcLockProvider;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What taking and giving back a lock costs, in round trips to the database. All three use one and
 * the same open connection, with a socket timeout as every session has, so that no pool is
 * measured; and they take turns, so that what else the machine does hits all alike.
 */
@Tag("bench")
class LockBench {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final int ROUNDS = 200;
  private static final int WARM_UP = 40;
  private static final int PAIRS = 50;

  /** One pair of calls. */
  private interface Pair {
    void run() throws SQLException;
  }

  @Test
  void leaseCostsLittleMoreThanTwoRoundTrips() throws SQLException, IOException {
    var executor = new ScheduledThreadPoolExecutor(2);
    executor.setRemoveOnCancelPolicy(true);
    try (Connection connection = db.dataSource().getConnection()) {
      connection.setNetworkTimeout(Runnable::run, 10_000);
      DataSource source = always(connection);
      Pair[] pairs = {roundTrips(source), lease(source, executor), shedLock(source)};
      report(measure(pairs));
    } finally {
      executor.shutdownNow();
    }
  }

  private static Pair roundTrips(DataSource source) {
    return () -> {
      try (Connection connection = source.getConnection()) {
        select(connection);
        select(connection);
      }
    };
  }

  private static Pair lease(DataSource source, ScheduledThreadPoolExecutor executor) {
    var lock =
        new PostgresLock(source, executor, LeaseSettings.of(Duration.ofMinutes(1)), () -> false);
    var key = new LockKey("castellan:bench");
    return () -> lock.tryAcquire(key).orElseThrow().close();
  }

  private static Pair shedLock(DataSource source) {
    db.jdbi()
        .useHandle(
            h ->
                h.execute(
                    """
                    create table shedlock (name varchar(64) primary key,
                      lock_until timestamp not null, locked_at timestamp not null,
                      locked_by varchar(255) not null)"""));
    LockProvider provider = new JdbcLockProvider(source);
    return () ->
        provider
            .lock(
                new LockConfiguration(
                    ClockProvider.now(), "castellan:bench", Duration.ofMinutes(1), Duration.ZERO))
            .orElseThrow()
            .unlock();
  }

  /** What one pair of calls takes in each round, in microseconds. */
  private static double[][] measure(Pair[] pairs) throws SQLException {
    var rounds = new double[pairs.length][ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (int i = 0; i < pairs.length; i++) {
        double micros = round(pairs[i]);
        if (round >= 0) {
          rounds[i][round] = micros;
        }
      }
    }
    return rounds;
  }

  /** The median of the rounds' ratios: each is of neighbours in time. */
  private static double ratio(double[] one, double[] other) {
    return median(IntStream.range(0, ROUNDS).mapToDouble(i -> one[i] / other[i]).toArray());
  }

  private static double round(Pair pair) throws SQLException {
    long start = System.nanoTime();
    for (int i = 0; i < PAIRS; i++) {
      pair.run();
    }
    return (System.nanoTime() - start) / 1e3 / PAIRS;
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().skip(values.length / 2).findFirst().orElseThrow();
  }

  private static void report(double[][] rounds) throws IOException {
    double lease = ratio(rounds[1], rounds[0]);
    double shedLock = ratio(rounds[2], rounds[0]);
    String table =
        """
        ## Acquire and release of a lease

        | on one open connection | median, µs | to two round trips |
        |---|---:|---:|
        | two bare round trips (`select 1`) | %.0f | 1.00 |
        | a lease taken and closed | %.0f | %.2f |
        | ShedLock's JDBC provider, lock and unlock | %.0f | %.2f |
        """
            .formatted(median(rounds[0]), median(rounds[1]), lease, median(rounds[2]), shedLock);
    System.out.println(table);
    Path directory = Files.createDirectories(Path.of("target", "bench"));
    Files.writeString(directory.resolve("lock.md"), table);
    assertThat(lease).as("faster than ShedLock").isLessThan(shedLock);
    assertThat(lease).as("to two round trips").isLessThanOrEqualTo(1.3);
  }

  private static void select(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select 1");
        var row = statement.executeQuery()) {
      row.next();
    }
  }

  private static DataSource always(Connection connection) {
    Connection open =
        Proxies.of(
            Connection.class,
            (proxy, method, args) ->
                method.getName().equals("close") ? null : Proxies.call(connection, method, args));
    return Proxies.dataSource(() -> open);
  }
}

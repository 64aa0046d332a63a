package org.castellan.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What taking and giving back a lock costs, in round trips to the database. All three use one and
 * the same open connection, with a socket timeout as every session has, so that no pool is
 * measured, and statements that the server has prepared. They take turns of a millisecond, each
 * round the other way about: a round trip costs up to three times as much when the scheduler lets
 * client and server wake each other on different processors, and that must hit all alike.
 */
@Tag("bench")
class LockBench {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final int ROUNDS = 500;
  private static final int PAIRS = 20;

  /**
   * Twice the calls after which HotSpot compiles for good. All three share the driver, which is
   * compiled early; with fewer calls a lease's own code is interpreted beside it.
   */
  private static final int WARM_UP = 30_000 / PAIRS;

  @Test
  void leaseCostsLittleMoreThanTwoRoundTrips() throws SQLException, IOException {
    var executor = new ScheduledThreadPoolExecutor(2);
    executor.setRemoveOnCancelPolicy(true);
    try (Connection connection = db.dataSource().getConnection()) {
      connection.setNetworkTimeout(Runnable::run, 10_000);
      DataSource source = LockPair.always(connection);
      report(
          measure(
              LockPair.roundTrips(source),
              LockPair.lease(source, executor),
              LockPair.shedLock(source, db.jdbi())));
    } finally {
      executor.shutdownNow();
    }
  }

  /** What one pair of calls takes in each round, in microseconds. */
  private static double[][] measure(LockPair... pairs) throws SQLException {
    var rounds = new double[pairs.length][ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (int turn = 0; turn < pairs.length; turn++) {
        int i = round % 2 == 0 ? turn : pairs.length - 1 - turn;
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

  private static double round(LockPair pair) throws SQLException {
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

        Each after %,d calls, which is when Java has compiled what is its own in them.
        """
            .formatted(
                median(rounds[0]),
                median(rounds[1]),
                lease,
                median(rounds[2]),
                shedLock,
                WARM_UP * PAIRS);
    System.out.println(table);
    Path directory = Files.createDirectories(Path.of("target", "bench"));
    Files.writeString(directory.resolve("lock.md"), table);
    assertThat(lease).as("faster than ShedLock").isLessThan(shedLock);
    assertThat(lease).as("to two round trips").isLessThanOrEqualTo(1.3);
  }
}

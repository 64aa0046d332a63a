package org.castellan.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 1, in a cluster of simulated replicas on one ledger. */
abstract class OncePerTick {

  private static final Duration INTERVAL = SimulatedCluster.SETTINGS.interval();

  abstract LedgerInstance fresh() throws Exception;

  /** Promise 1: any start times within a sixth of the interval, and restarts. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void everyTickIsRunExactlyOnceHoweverManyReplicas(int replicas) throws Exception {
    var random = new Random(replicas);
    var runs = new AtomicInteger();
    var cluster = new SimulatedCluster(fresh());
    Job job =
        run -> {
          runs.incrementAndGet();
          cluster.advance(Duration.ofSeconds(random.nextInt(100)));
          return new Job.Result.Finished(Counts.NONE);
        };
    for (int n = 0; n < replicas; n++) {
      cluster.start("n" + n, Duration.ofSeconds(random.nextInt(300)), job);
    }
    cluster.advanceTo(SettableClock.NOON.plus(INTERVAL.multipliedBy(4)).minusSeconds(1));
    assertThat(runs).hasValue(4);
    assertThat(cluster.ticks()).hasSize(4).allMatch(tick -> SimulatedCluster.wins(tick) == 1);
  }
}

package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.castellan.cluster.Moment.validated;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Promises 1 to 3: PostgreSQL itself goes away during a tick. */
@Tag("cluster")
@ExtendWith(SharedServers.class)
class DatabaseFaultsIT {

  @Test
  void restartedFast(Cluster cluster) {
    cluster.scenario("at work").when(validated(4)).fault(Fault.restartPostgres()).check();
  }

  @Test
  void restartedImmediately(Cluster cluster) {
    cluster.scenario("at work").when(validated(4)).fault(Fault.crashPostgres()).check();
  }

  /** What was missed is not made up for: the first tick after it is the one of that time. */
  @Test
  void awayForThreeTicks(Cluster cluster) {
    var ticks = new NaturalTicks(cluster, 8);
    ticks.awaitDone(1);
    cluster.postgres().close();
    ticks.letPass(3);
    cluster.postgres().start();
    ticks.awaitDone(2);
    assertThat(ticks.check().longestPause())
        .isGreaterThanOrEqualTo(NaturalTicks.INTERVAL.multipliedBy(3));
  }
}

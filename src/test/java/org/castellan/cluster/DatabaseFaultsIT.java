package org.castellan.cluster;

import static org.castellan.cluster.Moment.validated;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PostgreSQL itself goes away during a tick. */
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
}

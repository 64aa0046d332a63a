package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 1, with replicas that are all started at once on an empty database. */
class NoFaultIT {

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void eachTickCallsEachBackendOnceInTheWholeCluster(int replicas) {
    try (Cluster cluster = Cluster.ofJvms(replicas)) {
      History history = cluster.scenario("no fault").check();
      Numbers.calls(replicas, history.callsPerBackendPerTick());
      assertThat(history.callsPerBackendPerTick()).isEqualTo(1.0);
    }
  }
}

package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.castellan.cluster.Moment.validated;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 1, with replicas that are all started at once on an empty database. */
@Tag("cluster")
@Tag("long")
class NoFaultIT {

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void eachTickCallsEachBackendOnceInTheWholeCluster(int replicas) {
    try (Cluster cluster = Cluster.ofJvms(replicas)) {
      var ticks = new NaturalTicks(cluster, 12);
      ticks.awaitDone(3);
      callsOnce(replicas + " replicas", ticks.check());
    }
  }

  @Test
  void clocksThatAreMinutesApartChangeNothing() {
    try (Cluster cluster = Cluster.ofJvms(3, new SkewedClocks("+10m", "-10m", "+0"))) {
      var ticks = new NaturalTicks(cluster, 12);
      ticks.awaitDone(3);
      callsOnce("3 replicas, clocks 10 minutes ahead and behind", ticks.check());
    }
  }

  /** In-flight calls of a replica that is ended in order may be made again; nothing else is. */
  @Test
  void allReplicasAreRestartedOneAfterTheOtherDuringATick() {
    try (Cluster cluster = Cluster.ofJvms(3)) {
      History history =
          cluster
              .scenario("rolling restart")
              .backends(200)
              .hosts(4)
              .slowUntilTold(Duration.ofMillis(500))
              .when(validated(4))
              .during(NoFaultIT::restartAll)
              .check();
      assertThat(history.handedOver()).isTrue();
    }
  }

  private static void restartAll(Stage stage) {
    for (Member member : stage.cluster().members()) {
      stage.strike(member, member::restart);
      stage.cluster().awaitReady(member);
    }
  }

  private static void callsOnce(String what, History history) {
    Numbers.calls(what, history.callsPerBackendPerTick());
    assertThat(history.callsPerBackendPerTick()).isEqualTo(1.0);
  }
}

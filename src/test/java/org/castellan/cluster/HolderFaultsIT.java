package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.castellan.cluster.Moment.begun;
import static org.castellan.cluster.Moment.finished;
import static org.castellan.cluster.Moment.validated;

import java.time.Duration;
import org.castellan.testkit.OnEveryPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Promise 2: whatever becomes of the holder of a tick, another goes on within the bound. */
@Tag("cluster")
@ExtendWith(SharedServers.class)
class HolderFaultsIT {

  @Test
  void killedAtTheBeginning(Cluster cluster) {
    isReplaced(cluster.scenario("at the beginning").when(begun()).fault(Fault.kill9()));
  }

  @Test
  @OnEveryPostgres
  void killedAtWork(Cluster cluster) {
    isReplaced(cluster.scenario("at work").when(validated(4)).fault(Fault.kill9()));
  }

  @Test
  void killedAfterTheWork(Cluster cluster) {
    cluster.scenario("after the work").when(finished()).fault(Fault.kill9()).check();
  }

  @Test
  void stoppedInOrder(Cluster cluster) {
    isReplaced(
        cluster
            .scenario("at work")
            .backends(96)
            .hosts(4)
            .answeringIn(Duration.ofMillis(400))
            .when(validated(4))
            .fault(Fault.stop()));
  }

  @Test
  @OnEveryPostgres
  void frozenForLongerThanItsLease(Cluster cluster) {
    isReplaced(cluster.scenario("at work").when(validated(4)).fault(Fault.freeze()));
  }

  @Test
  void frozenBetweenAStatusAndItsCommit(Cluster cluster) {
    isReplaced(cluster.scenario("at work").when(validated(4)).fault(Fault.freezeBeforeCommit()));
  }

  @Test
  void withoutItsLockSession(Cluster cluster) {
    isReplaced(cluster.scenario("at work").when(validated(4)).fault(Fault.endLockSession()));
  }

  @Test
  void cutFromTheDatabase(Cluster cluster) {
    isReplaced(cluster.scenario("at work").when(validated(4)).fault(Fault.cutFromDatabase()));
  }

  @Test
  void withoutAnswersFromTheDatabase(Cluster cluster) {
    isReplaced(cluster.scenario("at work").when(validated(4)).fault(Fault.stallDatabase()));
  }

  @Test
  void withHalfOpenConnectionsToTheDatabase(Cluster cluster) {
    isReplaced(cluster.scenario("at work").when(validated(4)).fault(Fault.halfOpenDatabase()));
  }

  private static void isReplaced(Scenario scenario) {
    assertThat(scenario.check().handedOver()).isTrue();
  }
}

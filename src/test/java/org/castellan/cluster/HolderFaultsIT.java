package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.castellan.cluster.Moment.begun;
import static org.castellan.cluster.Moment.finished;
import static org.castellan.cluster.Moment.validated;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Promise 2: whatever becomes of the holder of a tick, another goes on within the bound. */
@ExtendWith(SharedServers.class)
class HolderFaultsIT {

  @Test
  void killedAtTheBeginning(Cluster cluster) {
    isReplaced(cluster.scenario("at the beginning").when(begun()).fault(Fault.kill9()));
  }

  @Test
  void killedAtWork(Cluster cluster) {
    isReplaced(cluster.scenario("at work").when(validated(4)).fault(Fault.kill9()));
  }

  @Test
  void killedAfterTheWork(Cluster cluster) {
    cluster.scenario("after the work").when(finished()).fault(Fault.kill9()).check();
  }

  @Test
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

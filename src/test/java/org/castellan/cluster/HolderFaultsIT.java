package org.castellan.cluster;

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
    cluster.scenario("at the beginning").when(begun()).fault(Fault.kill9()).check();
  }

  @Test
  void killedAtWork(Cluster cluster) {
    cluster.scenario("at work").when(validated(4)).fault(Fault.kill9()).check();
  }

  @Test
  void killedAfterTheWork(Cluster cluster) {
    cluster.scenario("after the work").when(finished()).fault(Fault.kill9()).check();
  }

  @Test
  void frozenForLongerThanItsLease(Cluster cluster) {
    cluster.scenario("at work").when(validated(4)).fault(Fault.freeze()).check();
  }

  @Test
  void withoutItsLockSession(Cluster cluster) {
    cluster.scenario("at work").when(validated(4)).fault(Fault.endLockSession()).check();
  }

  @Test
  void cutFromTheDatabase(Cluster cluster) {
    cluster.scenario("at work").when(validated(4)).fault(Fault.cutFromDatabase()).check();
  }

  @Test
  void withoutAnswersFromTheDatabase(Cluster cluster) {
    cluster.scenario("at work").when(validated(4)).fault(Fault.stallDatabase()).check();
  }

  @Test
  void withHalfOpenConnectionsToTheDatabase(Cluster cluster) {
    cluster.scenario("at work").when(validated(4)).fault(Fault.halfOpenDatabase()).check();
  }
}

package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.castellan.cluster.Fault.cutFromProviders;
import static org.castellan.cluster.Fault.silentProviders;
import static org.castellan.cluster.Moment.begun;
import static org.castellan.cluster.Moment.validated;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Promise 8: a replica that alone cannot reach the providers blames no backend for it. */
@Tag("cluster")
@ExtendWith(SharedServers.class)
class SickReplicaIT {

  @Test
  void cutFromAllProvidersAtTheBeginning(Cluster cluster) {
    isReplaced(cluster.scenario("at the beginning").when(begun()).fault(cutFromProviders()));
  }

  @Test
  void cutFromItsOnlyProviderAtTheBeginning(Cluster cluster) {
    isReplaced(cluster.scenario("one provider").hosts(1).when(begun()).fault(cutFromProviders()));
  }

  @Test
  void cutFromAllProvidersWhenMostIsDone(Cluster cluster) {
    isReplaced(cluster.scenario("most is done").when(validated(8)).fault(cutFromProviders()));
  }

  @Test
  void withoutAnyAnswerFromTheProviders(Cluster cluster) {
    isReplaced(cluster.scenario("most is done").when(validated(8)).fault(silentProviders()));
  }

  private static void isReplaced(Scenario scenario) {
    assertThat(scenario.check().handedOver()).isTrue();
  }
}

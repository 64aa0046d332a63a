package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.castellan.cluster.Moment.validated;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Promise 2 where the network itself breaks: each replica is a host with a cable of its own. */
@TestInstance(Lifecycle.PER_CLASS)
@Tag("cluster")
class NetworkIT {

  private final NetworkHosts hosts = new NetworkHosts();
  private Cluster cluster;

  @BeforeAll
  void connect() {
    assumeTrue(
        NetworkHost.canBeMade(),
        "needs network namespaces: be root, and apt-get install iproute2 iptables");
    cluster = Cluster.ofJvms(3, hosts);
  }

  @AfterEach
  void mend() {
    hosts.heal();
  }

  @AfterAll
  void disconnect() {
    if (cluster != null) {
      cluster.close();
    }
    hosts.close();
  }

  @Test
  void aHolderWhoseCableIsPulled() {
    isReplaced(Fault.silent("holder's network cable pulled", this::pullCable));
  }

  @Test
  void aHolderThatGetsNoAnswersFromTheDatabase() {
    isReplaced(Fault.silent("packets from the database dropped", this::dropAnswers));
  }

  @Test
  void aHolderWhoseConnectionsTheNetworkResets() {
    isReplaced(Fault.closed("network resets and refuses the holder's sessions", this::refuse));
  }

  private void pullCable(Member holder) {
    hosts.of(holder).pullCable();
  }

  private void dropAnswers(Member holder) {
    hosts.of(holder).loseAnswersFrom(holder.doors().database.port());
  }

  private void refuse(Member holder) {
    hosts.of(holder).refuse(holder.doors().database.port());
  }

  private void isReplaced(Fault fault) {
    Fault healed = fault.healedBy((all, holder) -> hosts.heal());
    History history = cluster.scenario("at work").when(validated(4)).fault(healed).check();
    assertThat(history.handedOver()).isTrue();
  }
}

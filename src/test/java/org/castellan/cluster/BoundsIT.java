package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.castellan.cluster.Moment.begun;
import static org.castellan.cluster.Moment.validated;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Promise 3: whatever is used up or hangs, ticks go on and end in time. */
@Tag("cluster")
@ExtendWith(SharedServers.class)
class BoundsIT {

  private static final Duration CAP = Duration.ofSeconds(6);

  /** What a job that is left behind may take on top of the cap. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  @Test
  void requestsThatTakeAllConnectionsDoNotHoldUpATick(Cluster cluster) {
    assumeFalse(SharedServers.withoutServers(), "only servers take requests");
    History history =
        cluster.scenario("crowd").when(validated(2)).during(BoundsIT::crowdTheHolder).check();
    assertThat(history.handedOver()).isFalse();
  }

  private static void crowdTheHolder(Stage stage) {
    Member holder = stage.holder();
    Cluster cluster = stage.cluster();
    stage.strike(
        holder,
        () -> {
          var crowd = new Crowd(holder, cluster.database().jdbi());
          try {
            stage.awaitEnd();
          } finally {
            crowd.close();
          }
        });
  }

  @Test
  void validationsThatHangOnEveryThreadEndWithTheCap(Cluster cluster) {
    History history =
        cluster
            .scenario("hang")
            .backends(48)
            .hosts(4)
            .cappedAfter(CAP)
            .when(begun())
            .during(BoundsIT::silenceAll)
            .check();
    Duration lasted = history.lasted(history.ticks().get(0));
    Numbers.cap(CAP, lasted);
    assertThat(lasted).isBetween(CAP.minusSeconds(1), CAP.plus(GRACE));
  }

  private static void silenceAll(Stage stage) {
    stage.cluster().members().forEach(member -> member.doors().providers.halfOpen());
    stage.awaitEnd();
    stage.cluster().members().forEach(member -> member.doors().providers.pass());
  }
}

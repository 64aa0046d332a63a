package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.castellan.cluster.Moment.validated;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.castellan.cluster.History.Strike;
import org.castellan.run.Api;
import org.castellan.run.Server;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promises 1 to 3 while an upgrade is under way: two versions of the WAR on one database. */
@Tag("cluster")
class UpgradeIT {

  private final Path newer = NewerWar.write(Path.of("target", "it", "newer", "castellan.war"));
  private final Map<String, Path> versions = new HashMap<>();

  @Test
  void olderAndNewerReplicasShareTheTicksOnTheNewersSchema() {
    try (Cluster cluster = Cluster.ofServers(2, id -> versions.getOrDefault(id, Server.WAR))) {
      History upgrade = during(cluster, "one is upgraded", this::upgradeTheIdle);
      assertThat(upgrade.handedOver()).as("the older went on with its tick").isFalse();
      assertThat(upgrade.callsPerBackendPerTick()).isEqualTo(1.0);
      History handovers = during(cluster, "each takes over from the other", this::killInTurn);
      assertThat(handovers.handedOver()).isTrue();
      cluster.makeWhole();
      cluster.members().forEach(UpgradeIT::serves);
    }
  }

  /** A tick that outlasts the start of a server. */
  private static History during(Cluster cluster, String name, Consumer<Stage> story) {
    return cluster
        .scenario(name)
        .backends(400)
        .hosts(4)
        .slowUntilTold(Duration.ofMillis(500))
        .within(Duration.ofMinutes(5))
        .when(validated(4))
        .during(story)
        .check();
  }

  private void upgradeTheIdle(Stage stage) {
    Member idle = theOther(stage, stage.holder());
    versions.put(idle.id(), newer);
    idle.restart();
    stage.cluster().awaitReady(idle);
    assertThat(isExpanded(stage.cluster())).as("the newer has migrated").isTrue();
    assertThat(stage.state()).as("the tick of the older").isEqualTo("RUNNING");
  }

  /** Who was killed comes back in its own version: the older one, too, to the newer's schema. */
  private void killInTurn(Stage stage) {
    Member first = stage.holder();
    stage.awaitSuccessorOf(kill(stage, first));
    first.revive();
    stage.cluster().awaitReady(first);
    stage.awaitSuccessorOf(kill(stage, theOther(stage, first)));
  }

  private static Strike kill(Stage stage, Member holder) {
    assertThat(stage.holder()).isEqualTo(holder);
    return stage.strike(holder, holder::kill);
  }

  private static Member theOther(Stage stage, Member member) {
    return stage.cluster().members().stream()
        .filter(each -> !each.equals(member))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isExpanded(Cluster cluster) {
    return cluster
        .database()
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select to_regclass('expansion') is not null")
                    .mapTo(boolean.class)
                    .one());
  }

  private static void serves(Member member) {
    var api = new Api(member.url(), Cluster.TOKEN);
    String organization = "made-by-" + member.id();
    String json = "{\"name\":\"%s\"}".formatted(organization);
    assertThat(api.call("POST", "/api/v1/organizations", json).statusCode()).isEqualTo(201);
    String backends = "/api/v1/organizations/" + organization + "/cas-backends";
    assertThat(api.get(backends).getJsonArray("items")).as("the inline one").hasSize(1);
  }
}

package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How a replica comes up when not everything is as it should be. */
class StartIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private final Path home = Path.of("target", "it", UUID.randomUUID().toString());

  @Test
  void aDatabaseThatIsDownIsWaitedFor() {
    int port = Ports.free();
    try (var postgres = new LocalPostgres(home, Ports.free());
        var node =
            ServerNode.start(new PayaraMicro(), "late", port, home, environment(postgres.url()))) {
      var api = new Api(node.url(), TestCluster.TOKEN);
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(api.call("GET", "/api/v1/organizations", "").body())
                      .contains("STARTING", "cannot be reached"));
      assertThat(api.call("GET", "/api/health/live", "").statusCode()).isEqualTo(200);
      assertThat(api.call("GET", "/api/health/started", "").statusCode()).isEqualTo(503);
      postgres.start();
      await().atMost(PATIENCE).until(api::isReady);
    }
  }

  @Test
  void aSettingOutOfRangeStopsTheStartWithItsSentence() {
    Map<String, String> wrong =
        Map.of("CASTELLAN_MODE", "production", "CASTELLAN_DB_POOL_SIZE", "0");
    try (var node = ServerNode.start(new PayaraMicro(), "wrong", Ports.free(), home, wrong)) {
      await().atMost(PATIENCE).until(() -> node.refusals().findAny().isPresent());
      assertThat(node.refusals().findFirst().orElseThrow())
          .contains("CASTELLAN_DB_POOL_SIZE is 0, but must be a whole number from 2 to 100.")
          .contains("CASTELLAN_ADMIN_TOKEN is not given: make one with: openssl rand -base64 32")
          .contains("CASTELLAN_ENCRYPTION_KEYSET is not given");
      assertThat(new Api(node.url(), "").isReady()).isFalse();
    }
  }

  private static Map<String, String> environment(String database) {
    return Map.of(
        "CASTELLAN_DB_URL", database,
        "CASTELLAN_ADMIN_TOKEN", TestCluster.TOKEN,
        "CASTELLAN_ENCRYPTION_KEYSET", TestCluster.KEY);
  }
}

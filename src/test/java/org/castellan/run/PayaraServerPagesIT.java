package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.castellan.testkit.ScriptsPage;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What docs tell an administrator of Payara Server to run, in one go: most of it takes a start. Not
 * on every build, as in {@link ServerConfigIT}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PayaraServerPagesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ScriptsPage deploying = ScriptsPage.kept("docs/deploying.md");
  private final ScriptsPage observability = ScriptsPage.kept("docs/observability.md");
  private final ScriptsPage operations = ScriptsPage.kept("docs/operations.md");

  static Stream<PayaraServer> servers() {
    return Lineup.isWhole() ? Stream.of(PayaraServer.six(Jdk.running())) : Stream.of();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("servers")
  void everyCommandDoesWhatThePagesSay(PayaraServer payara, @TempDir Path directory)
      throws IOException {
    try (var desk = new Desk(directory);
        var server = start(desk, payara, directory)) {
      await().atMost(PATIENCE).until(() -> server.says("Command start-domain executed"));
      desk.paste(deploying.script("unzip -p castellan.war"));
      assertThat(desk.paste(deploying.script("multimode --file"))).doesNotContain("failed");
      desk.paste(deploying.script("asadmin deploy"));
      desk.awaitReady();
      theExecutorIsShown(desk);
      theBeansAreShown(desk, payara);
      itsLogIsJson(desk, directory.resolve("payara/glassfish/domains/domain1/logs/server.log"));
    }
  }

  /** As its administrator would, and with what keeps it off all the world. */
  private Foreground start(Desk desk, PayaraServer payara, Path directory) throws IOException {
    Path home = desk.place("payara", payara.home());
    PayaraServer.withoutBroker(home.resolve("glassfish/domains/domain1"));
    desk.set("PAYARA_HOME", home.toString());
    desk.set("AS_ADMIN_HOST", "127.0.0.1");
    desk.set("AS_ADMIN_PORT", "" + payara.managementPort());
    Path listeners = payara.listeners(desk.port(), directory);
    return desk.start(
        "payara-server",
        deploying.script("# on Payara Server and Payara Micro")
            + "$PAYARA_HOME/bin/asadmin start-domain --prebootcommandfile %s; tail -f /dev/null"
                .formatted(listeners));
  }

  private void theExecutorIsShown(Desk desk) {
    assertThat(desk.paste(operations.script("asadmin get 'resources")))
        .contains("castellan-checkers.hung-after-seconds=7800", "core-pool-size=256");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(desk.paste(operations.script("asadmin get -m")))
                    .containsPattern("CompletedTaskCount-count = [1-9]"));
  }

  private void theBeansAreShown(Desk desk, PayaraServer payara) {
    String beans = operations.script("JMX_USER").replace("8686", "" + payara.jmxPort());
    assertThat(desk.paste(beans.replace("…", "''")))
        .contains(
            "type=Checker,scope=defaults,", "  Interval: PT30M", "type=Lease", "Parallelism:");
  }

  private void itsLogIsJson(Desk desk, Path log) {
    desk.paste(observability.script("asadmin set-log-attributes"));
    desk.awaitReady();
    desk.paste(observability.script("asadmin set-log-levels"));
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              desk.api().call("POST", "/api/v1/checkers/defaults/ticks", "");
              return JsonLog.of(log).tellsOfATick("LogMessage");
            });
  }
}

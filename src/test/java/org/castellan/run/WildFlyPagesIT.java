package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.castellan.testkit.ScriptsPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs tell an administrator of WildFly to run, on WildFly as it is unpacked. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WildFlyPagesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String MANAGEMENT = "9990";

  private final ScriptsPage deploying = ScriptsPage.kept("docs/deploying.md");
  private final ScriptsPage observability = ScriptsPage.kept("docs/observability.md");
  private final ScriptsPage operations = ScriptsPage.kept("docs/operations.md");
  private final String management = "" + Ports.free();

  @SuppressWarnings("NullAway.Init")
  private Desk desk;

  @SuppressWarnings("NullAway.Init")
  private Foreground server;

  @SuppressWarnings("NullAway.Init")
  private Path serverLog;

  @BeforeAll
  void deploy(@TempDir Path directory) {
    desk = new Desk(directory);
    Path home = desk.place("wildfly", Servers.unpacked("wildfly-\\d.*"));
    serverLog = home.resolve("standalone/log/server.log");
    desk.set("JBOSS_HOME", home.toString());
    desk.change("wildfly/bin/jboss-cli.xml", MANAGEMENT, management);
    desk.paste(deploying.script("unzip -p castellan.war"));
    desk.paste(deploying.script("module.xml"));
    desk.paste(deploying.script("embedded.cli"));
    server = desk.start("wildfly-server", deploying.script("# on WildFly") + standalone());
    desk.paste(deploying.script("standalone/deployments"));
    desk.awaitReady();
  }

  /** The variables that keep it off all the world and off others' ports. */
  private String standalone() {
    return """
    exec $JBOSS_HOME/bin/standalone.sh -b 127.0.0.1 -bmanagement 127.0.0.1 \
      -Djboss.http.port=%d -Djboss.https.port=%d -Djboss.management.http.port=%s
    """
        .formatted(desk.port(), Ports.free(), management);
  }

  @AfterAll
  void end() {
    if (server != null) {
      server.close();
    }
    if (desk != null) {
      desk.close();
    }
  }

  @Test
  void theScriptMayBeRunWhileItRuns() {
    assertThat(
            desk.paste(deploying.script("castellan.cli\n$JBOSS_HOME/bin/jboss-cli.sh --connect")))
        .contains("success")
        .doesNotContain("failed");
    desk.awaitReady();
  }

  @Test
  void thePoolAndTheExecutorShowTheirFigures() {
    assertThat(desk.paste(deploying.script("statistics=pool")))
        .contains("\"outcome\" => \"success\"", "\"ActiveCount\"");
    assertThat(desk.paste(operations.script("jboss-cli.sh")))
        .contains("\"completed-task-count\"", "\"hung-task-threshold\" => 7800000L");
  }

  @Test
  void theBeansAreShownAndDoWhatTheyAreTold() {
    String all = operations.script("# WildFly, on the server's own machine");
    assertThat(desk.paste(here(all)))
        .contains(
            "type=Checker,scope=defaults,", "  Interval: PT30M", "type=Lease", "Parallelism:");
    await()
        .atMost(PATIENCE)
        .until(() -> desk.paste(here(operations.script("runNow"))).contains("  runNow: 20"));
  }

  @Test
  void itsLogIsJsonOnceItsFormatterIs() {
    desk.paste(observability.script("json-formatter"));
    desk.paste(observability.script("logger=org.castellan:add"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              desk.api().call("POST", "/api/v1/checkers/defaults/ticks", "");
              assertThat(JsonLog.of(server.log()).tellsOfATick("message")).isTrue();
              assertThat(JsonLog.of(serverLog).tellsOfATick("message")).isTrue();
            });
  }

  private String here(String script) {
    return script.replace(MANAGEMENT, management);
  }
}

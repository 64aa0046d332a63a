package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.castellan.testkit.ScriptsPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs tell an administrator of Payara Micro to run, with Payara Micro's own jar. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PayaraMicroPagesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ScriptsPage deploying = ScriptsPage.kept("docs/deploying.md");
  private final ScriptsPage observability = ScriptsPage.kept("docs/observability.md");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @SuppressWarnings("NullAway.Init")
  private Desk desk;

  @BeforeEach
  void prepare() throws IOException {
    desk = new Desk(directory);
    desk.place("payara-micro.jar", PayaraMicro.JAR);
    Files.writeString(directory.resolve("loopback.txt"), PayaraMicro.LOOPBACK);
  }

  @AfterEach
  void end() {
    desk.close();
  }

  @Test
  void castellanRunsOnWhatItsFilesDefine() {
    desk.paste("cat loopback.txt >> server-config/payara-micro/preboot.txt");
    desk.paste(deploying.script("unzip -p castellan.war"));
    String start =
        deploying.script("# on Payara Server and Payara Micro")
            + deploying.script("--postbootcommandfile postboot.txt");
    try (var server = desk.start("payara-micro", start.strip() + " --port " + desk.port())) {
      desk.awaitReady();
      await().atMost(PATIENCE).until(() -> server.says(PayaraNames.EXECUTOR));
      assertThat(server.says("Boot Command add-resources returned with result SUCCESS")).isTrue();
    }
  }

  @Test
  void itsLogIsJsonOnceItsFormatterIs() {
    String start =
        observability.script("--logproperties").strip()
            + " --prebootcommandfile loopback.txt --port "
            + desk.port();
    try (var server = desk.start("payara-micro", start)) {
      desk.awaitReady();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                desk.api().call("POST", "/api/v1/checkers/defaults/ticks", "");
                return JsonLog.of(server.log()).tellsOfATick("LogMessage");
              });
    }
  }
}

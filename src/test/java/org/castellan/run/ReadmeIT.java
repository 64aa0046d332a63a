package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.castellan.testkit.Program;
import org.castellan.testkit.ScriptsPage;
import org.castellan.testkit.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo of {@code README.md} and what its reader pastes there, in its order. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReadmeIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Program CURL = new Program("curl", "curl");
  private static final Pattern VALIDATED = Pattern.compile("\"validatedAt\":\"([^\"]+)\"");

  private final ScriptsPage page = ScriptsPage.kept("README.md");
  private final int port =
      Stream.generate(Ports::free).filter(ReadmeIT::isWithItsNeighbours).findFirst().orElseThrow();

  private final Path directory =
      Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();

  /** Promises 1, 2, 3 and 6, as a new user sees them. */
  @Test
  void everyCommandDoesWhatThePageSays() throws IOException {
    CURL.require();
    Files.createSymbolicLink(
        Files.createDirectories(directory).resolve("target"), Path.of("target").toAbsolutePath());
    try (var demo = Foreground.start("demo", directory, Map.of(), demo())) {
      await().atMost(PATIENCE).until(() -> !demo.isAlive() || demo.says("READY "));
      assertThat(demo.says("READY ")).as(Files.readString(demo.log())).isTrue();
      seeItWork();
      killAReplica();
      howTo();
    }
  }

  private void seeItWork() {
    assertThat(paste(page.script("-d '{\"name\":\"initech\"}'"))).contains("\"status\":\"OK\"");
    String registry = page.script("registry.example.org").replace("…", "secret");
    assertThat(paste(registry)).contains("\"status\":422", "\"remedy\":");
    String watched = paste(page.script("sleep 25"));
    assertThat(VALIDATED.matcher(watched).results().map(at -> at.group(1)).distinct()).hasSize(2);
    assertThat(watched).contains("\"trigger\":\"TICK\"");
    assertThat(paste(page.script("organizations/globex")))
        .contains("\"status\":\"INVALID\"", "CAS_BACKEND_INVALID", "\"remedy\":");
    assertThat(paste(page.script("hello | ask /organizations/initech"))).endsWith("hello\n\n");
    assertThat(paste(page.script("umbrella"))).contains("\"provider\":\"AWS-S3\"");
    assertThat(paste(page.script("ticks?pageSize=3"))).contains("WON", "LOST");
  }

  private void killAReplica() {
    assertThat(paste(page.script("kill -9"))).contains("killed node-");
    await()
        .atMost(PATIENCE)
        .until(() -> paste(page.script("ticks?pageSize=3")).contains("TOOK_OVER"));
  }

  private void howTo() {
    assertThat(paste(page.script("initech/tokens"))).contains("\"secret\":\"cst_");
    assertThat(paste(page.script("-X PUT"))).contains("\"fileName\":\"hello.txt\"");
    assertThat(paste(page.script("Range: bytes"))).contains(" 206 ").endsWith("ell\n");
    assertThat(paste(page.script("artifacts?fileName"))).contains("\"uploadedBy\":\"admin\"");
    assertThat(paste(page.script("-X DELETE"))).isBlank();
    assertThat(paste("curl() { command curl -m 5 \"$@\" || true; }\n" + page.script("/events")))
        .contains("event: reset");
    String living =
        "" + IntStream.range(port, port + 3).filter(ReadmeIT::isReady).findFirst().orElseThrow();
    assertThat(paste(page.script("castellan-cli.jar").replace("8080", living)))
        .contains("hello.txt");
  }

  private static boolean isReady(int port) {
    return new Api("http://127.0.0.1:" + port, "").isReady();
  }

  /** What the profile {@code run} starts, with what the page asks of it. */
  private String demo() {
    return page.script("-Ddemo -Dnodes=3").replace("mvn -Prun", "exec " + java()).strip()
        + " -Dport=%d %s".formatted(port, Run.class.getName());
  }

  private static String java() {
    String classes =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(each -> Path.of(each).toAbsolutePath().toString())
            .reduce((one, other) -> one + File.pathSeparator + other)
            .orElseThrow();
    return Jdk.running().java() + " -cp '" + classes + "'";
  }

  private String paste(String script) {
    String path = Jdk.running().home().resolve("bin") + File.pathSeparator + System.getenv("PATH");
    var user = new Workspace(directory, Map.of("PATH", path));
    return user.run(here(page.script("ask() {") + script));
  }

  /** On ports of the test's own. */
  private String here(String script) {
    String own = script.replace("9080", "" + (port + 1000));
    for (int node = 0; node < 3; node++) {
      own = own.replace("" + (8080 + node), "" + (port + node));
    }
    return own;
  }

  private static boolean isWithItsNeighbours(int port) {
    try {
      IntStream.concat(IntStream.range(0, 3), IntStream.range(1000, 1000 + DemoStorage.SERVERS))
          .forEach(each -> Ports.requireFree(port + each, ""));
      return true;
    } catch (LaunchException | IllegalArgumentException e) {
      return false;
    }
  }
}

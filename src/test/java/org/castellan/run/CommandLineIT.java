package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.castellan.testkit.Program;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.ScriptsPage;
import org.castellan.testkit.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar that the build has made, as a shell runs it, and the commands of {@code docs/cli.md}. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CommandLineIT {

  private static final Path JAR = Path.of("target", "castellan-cli.jar");
  private static final String OWN = "org/castellan/cli/";
  private static final long LARGEST = 1_500_000;
  private static final long LARGE = 50_000_000;
  private static final Program SCRIPT = new Program("script", "bsdutils");

  @SuppressWarnings("NullAway.Init")
  private TestCluster cluster;

  @SuppressWarnings("NullAway.Init")
  private ScriptsPage page;

  @SuppressWarnings("NullAway.Init")
  private Workspace user;

  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    page = ScriptsPage.kept("docs/cli.md");
    cluster = new TestCluster(new PayaraMicro());
    Path token = Files.writeString(directory.resolve("token"), TestCluster.TOKEN + "\n");
    user = as(Map.of("CASTELLAN_TOKEN_FILE", token.toString()));
    user.run(page.script("castellan-cli.jar").replace(JAR.toString(), "" + JAR.toAbsolutePath()));
  }

  private Workspace as(Map<String, String> token) {
    String bin = directory.resolve("home").resolve(".local").resolve("bin").toString();
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    var environment = new java.util.HashMap<>(token);
    environment.put("PATH", String.join(File.pathSeparator, bin, java, System.getenv("PATH")));
    environment.put("LOCATION", S3Server.shared().location("acme"));
    environment.putIfAbsent("CASTELLAN_SERVER", "http://127.0.0.1:" + cluster.port(0));
    return new Workspace(directory, environment);
  }

  @AfterAll
  void end() {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** Promise 6. */
  @Test
  void everyCommandOfThePageDoesWhatItSays() throws IOException {
    S3Server.shared().bucket("acme");
    Files.writeString(
        directory.resolve("s3.json"),
        "{\"accessKeyId\": \"%s\", \"secretAccessKey\": \"%s\"}"
            .formatted(S3Server.accessKeyId(), S3Server.secretAccessKey()));
    String sha256 = user.file("large.iso", LARGE, 70);
    List<String> outputs = page.scripts().stream().skip(1).map(user::run).toList();
    assertThat(String.join("", outputs))
        .containsSubsequence("acme", "500.0 GiB", "passing is deleted")
        .containsSubsequence("AWS-S3", "default", "2.0 GiB", "OK", "fallback", "TRIGGER", "CREATE")
        .containsSubsequence("laptop", "\"secret\": ", "ci", "is revoked")
        .containsSubsequence("sha256:" + sha256, "47.7 MiB", "large.iso", "main", "is in copy.iso")
        .containsSubsequence("is deleted", "SCOPE", "defaults", "SCOPE  TICK", "DONE")
        .containsSubsequence("reset", "\"event\":\"reset\"", "\"provider\": \"AWS-S3\"")
        .doesNotContain(S3Server.secretAccessKey());
    assertThat(directory.resolve("copy.iso")).hasSize(LARGE);
    assertThat(user.run("ls -A")).doesNotContain(".part");
  }

  @Test
  void theShellCompletesCommandsAndOptions() {
    assertThat(completed("castellan artifacts p")).isEqualTo("put\n");
    assertThat(completed("castellan checkers run --out")).isEqualTo("--output\n");
    assertThat(completed("castellan --output ''")).isEqualTo("table json\n");
  }

  private String completed(String line) {
    return user.run(
        page.script("castellan completion")
            + "COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); set +eu\n".formatted(line)
            + "_complete_castellan 2>/dev/null; echo \"${COMPREPLY[@]}\"");
  }

  @Test
  void theShellSeesHowItEnded() {
    assertThat(user.attempt("castellan organizations delete nobody").status()).isEqualTo(1);
    assertThat(user.attempt("castellan organizations").status()).isEqualTo(2);
    assertThat(user.attempt("CASTELLAN_SERVER=http://127.0.0.1:1 castellan checkers list").status())
        .isEqualTo(3);
    assertThat(user.attempt("castellan artifacts put acme absent").status()).isEqualTo(5);
    Program.Answer refused =
        as(Map.of("CASTELLAN_TOKEN", "wrong")).attempt("castellan checkers list");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.text()).startsWith("castellan: ").contains("(UNAUTHENTICATED, HTTP 401)");
  }

  @Test
  void aFileBeyondTheQuotaIsRefusedBeforeItIsSent() throws IOException {
    user.file("beyond.iso", LARGE, 71);
    user.run("castellan organizations create small --quota 1MiB");
    Program.Answer refused = user.attempt("castellan artifacts put small beyond.iso");
    assertThat(refused.status()).as(refused.text()).isEqualTo(1);
    assertThat(refused.text()).contains("HTTP 413");
  }

  @Test
  void aTerminalSeesTheBar() throws IOException {
    SCRIPT.require();
    Files.writeString(directory.resolve("tiny"), "tiny");
    user.run("castellan organizations create terminal");
    assertThat(user.run("script -qec 'castellan artifacts put terminal tiny' /dev/null"))
        .contains("sending [##############################] 100% of 4 B");
    assertThat(user.run("castellan artifacts put terminal tiny 2>&1")).doesNotContain("[#");
  }

  @Test
  void theJarIsSmallAndHoldsNothingOfTheServer() throws IOException {
    assertThat(Files.size(JAR)).isLessThan(LARGEST);
    try (var jar = new ZipFile(JAR.toFile());
        var war = new ZipFile(Server.WAR.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .anyMatch(name -> name.startsWith(OWN))
          .allMatch(
              name ->
                  name.matches(
                      "(org/(castellan/(cli/.*)?)?|picocli/.*|com/(google/(gson/.*|code/.*)?)?|META-INF/.*)"));
      assertThat(war.stream().map(ZipEntry::getName))
          .noneMatch(name -> name.contains(OWN) || name.contains("picocli"));
    }
  }
}

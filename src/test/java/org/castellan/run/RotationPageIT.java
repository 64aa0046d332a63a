package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.castellan.testkit.Program;
import org.castellan.testkit.ScriptsPage;
import org.castellan.testkit.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rotation of the key, step by step as {@code docs/security.md} has it. */
class RotationPageIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Program CURL = new Program("curl", "curl");
  private static final Program OPENSSL = new Program("openssl", "openssl");
  private static final String KEYSET = "CASTELLAN_ENCRYPTION_KEYSET";
  private static final String BACKEND = "/api/v1/organizations/acme/cas-backends/main";

  private final String script = ScriptsPage.kept("docs/security.md").script("credentials/rotation");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @Test
  void theNewKeyAloneReadsWhatTheOldOneEncrypted() {
    CURL.require();
    OPENSSL.require();
    try (var cluster = new TestCluster(new PayaraMicro())) {
      cluster.register("acme");
      String fresh = user(cluster, "").run(lines("openssl")).strip();
      script
          .lines()
          .filter(line -> !line.startsWith("openssl"))
          .forEach(line -> follow(cluster, user(cluster, fresh), line));
      var answer = cluster.api(0).call("POST", BACKEND + "/revalidate", "");
      assertThat(answer.body()).contains("\"status\":\"OK\"");
    }
  }

  private void follow(TestCluster cluster, Workspace user, String line) {
    if (line.startsWith("export ")) {
      cluster.set(KEYSET, user.run(line + "\nprintf %s \"$" + KEYSET + "\""));
      cluster.node(0).close();
      cluster.start(0);
      cluster.awaitReady(0);
    } else if (line.contains("-X POST")) {
      assertThat(user.run(line)).contains("\"keyId\":");
    } else {
      await().atMost(PATIENCE).until(() -> user.run(line).contains("\"finished\":true"));
      assertThat(user.run(line)).contains("\"total\":1,\"done\":1,\"unreadable\":0");
    }
  }

  private String lines(String part) {
    return String.join("\n", script.lines().filter(line -> line.contains(part)).toList());
  }

  private Workspace user(TestCluster cluster, String fresh) {
    return new Workspace(
        directory,
        Map.of(
            "URL",
            cluster.node(0).url(),
            "TOKEN",
            TestCluster.TOKEN,
            "OLD",
            TestCluster.KEY,
            "NEW",
            fresh));
  }
}

package org.castellan.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.castellan.testkit.Program;
import org.castellan.testkit.ScriptsPage;
import org.castellan.testkit.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What Compose makes of the file. Its images cannot be had here, so nothing is started. */
class ComposeTest {

  private static final Program COMPOSE = new Program("docker-compose", "docker-compose");
  private static final Program OPENSSL = new Program("openssl", "openssl");
  private static final String FILE = "server-config/container/compose.yaml";
  private static final Map<String, String> SECRETS =
      Map.of(
          "CASTELLAN_DB_PASSWORD", "a",
          "CASTELLAN_ADMIN_TOKEN", "b",
          "CASTELLAN_ENCRYPTION_KEYSET", "c");

  @ParameterizedTest
  @ValueSource(strings = {"wildfly", "payara", "payara-micro"})
  void threeReplicasOfAnyServerShareADatabase(String server) throws Exception {
    var environment = new HashMap<>(SECRETS);
    environment.put("SERVER", server);
    JsonObject services = services(environment);
    List<String> replicas = replicas(services);
    assertThat(replicas).hasSize(3);
    for (String name : replicas) {
      JsonObject replica = services.getAsJsonObject(name);
      assertThat(replica.get("image").getAsString()).isEqualTo("castellan:" + server);
      assertThat(replica.getAsJsonObject("environment").asMap())
          .containsEntry("CASTELLAN_NODE_ID", new JsonPrimitive(name))
          .containsEntry("CASTELLAN_DB_URL", new JsonPrimitive("postgres:5432/castellan"))
          .containsKeys(SECRETS.keySet().toArray(String[]::new));
      JsonObject build = replica.getAsJsonObject("build");
      assertThat(Path.of(text(build, "context"), text(build, "dockerfile"))).isRegularFile();
    }
  }

  @Test
  void theProxyKnowsEachReplicaAndListensToThisMachineOnly() throws Exception {
    JsonObject services = services(SECRETS);
    assertThat(services.getAsJsonObject("proxy").get("ports").toString())
        .contains("127.0.0.1:8080:8080");
    String proxy = ServerConfig.text("container/haproxy.cfg");
    assertThat(replicas(services))
        .hasSize(3)
        .allSatisfy(name -> assertThat(proxy).contains("server %s %s:8080".formatted(name, name)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CASTELLAN_DB_PASSWORD", "CASTELLAN_ADMIN_TOKEN", "CASTELLAN_ENCRYPTION_KEYSET"})
  void withoutASecretItSaysHowToMakeOne(String secret) throws Exception {
    var environment = new HashMap<>(SECRETS);
    environment.remove(secret);
    var refused = COMPOSE.run(environment, "-f", FILE, "config");
    assertThat(refused.status()).isNotZero();
    assertThat(refused.text()).contains("make one with openssl rand");
  }

  @Test
  void theSecretsThatThePageMakesAreThoseThatItAsksFor(@TempDir Path directory) {
    String script = ScriptsPage.kept("docs/deploying.md").script("docker compose up");
    OPENSSL.require();
    Workspace user = ServerConfig.copied(directory);
    assertThat(user.run(script.replace("docker compose up --build", COMPOSE.require() + " config")))
        .contains("castellan-3:", "CASTELLAN_ENCRYPTION_KEYSET: ");
  }

  private static List<String> replicas(JsonObject services) {
    return services.keySet().stream().filter(name -> name.startsWith("castellan-")).toList();
  }

  private static JsonObject services(Map<String, String> environment)
      throws IOException, InterruptedException {
    var answer = COMPOSE.run(environment, "-f", FILE, "config");
    assertThat(answer.status()).as(answer.text()).isZero();
    Object document = new Yaml().load(answer.text());
    return new Gson().toJsonTree(document).getAsJsonObject().getAsJsonObject("services");
  }

  private static String text(JsonObject parent, String name) {
    return parent.get(name).getAsString();
  }
}

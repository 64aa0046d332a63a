package org.castellan.deployment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.castellan.runtime.settings.Variable;
import org.castellan.testkit.Program;
import org.castellan.testkit.ScriptsPage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * What kustomize makes of the base, held against the types of Kubernetes' own API: no field that it
 * does not know, none missing that it requires. There is no cluster here to apply it to.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KubernetesTest {

  private interface Check {
    void accept(JsonElement element) throws IOException;
  }

  private static final Program KUBECTL = new Program("kubectl", "kubernetes-client");
  private static final Map<String, Check> TYPES =
      Map.of(
          "v1/ConfigMap", V1ConfigMap::validateJsonElement,
          "v1/Secret", V1Secret::validateJsonElement,
          "v1/Service", V1Service::validateJsonElement,
          "apps/v1/Deployment", V1Deployment::validateJsonElement,
          "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement);

  private final Map<String, JsonObject> resources = new HashMap<>();

  @BeforeAll
  void kustomize() throws IOException, InterruptedException {
    var answer = KUBECTL.run(Map.of(), "kustomize", "server-config/kubernetes");
    assertThat(answer.status()).as(answer.text()).isZero();
    for (Object document : new Yaml().loadAll(answer.text())) {
      JsonObject resource = new Gson().toJsonTree(document).getAsJsonObject();
      String type = text(resource, "apiVersion") + "/" + text(resource, "kind");
      resources.put(type, resource);
    }
  }

  @Test
  void eachResourceIsAsItsTypeDemands() throws IOException {
    assertThat(resources).containsOnlyKeys(TYPES.keySet());
    for (var resource : resources.entrySet()) {
      requireNonNull(TYPES.get(resource.getKey())).accept(resource.getValue());
    }
  }

  @Test
  void everyProbeAsksAPathThatTheApiHas() {
    JsonObject container = container();
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      JsonObject get = at(container, probe, "httpGet");
      assertThat(ServerConfig.healthPaths()).contains(text(get, "path"));
      assertThat(text(get, "port")).isEqualTo("http");
    }
    assertThat(ServerConfig.text("container/haproxy.cfg")).contains("/api/health/ready");
    assertThat(ServerConfig.text("container/healthcheck.sh")).contains("/api/health/ready");
    assertThat(ServerConfig.healthPaths()).contains("/api/health/ready");
  }

  @Test
  void theServiceLeadsToThePortThatTheServersListenOn() {
    JsonObject port = container().getAsJsonArray("ports").get(0).getAsJsonObject();
    assertThat(text(port, "containerPort")).isEqualTo("8080");
    JsonObject service = at(resource("v1/Service"), "spec");
    assertThat(text(service.getAsJsonArray("ports").get(0).getAsJsonObject(), "targetPort"))
        .isEqualTo(text(port, "name"));
  }

  @Test
  void everySelectorFindsThePods() {
    JsonObject deployment = at(resource("apps/v1/Deployment"), "spec");
    JsonObject labels = at(deployment, "template", "metadata", "labels");
    assertThat(at(deployment, "selector", "matchLabels")).isEqualTo(labels);
    assertThat(at(resource("v1/Service"), "spec", "selector")).isEqualTo(labels);
    assertThat(at(resource("policy/v1/PodDisruptionBudget"), "spec", "selector", "matchLabels"))
        .isEqualTo(labels);
  }

  /** Castellan refuses to start until an overlay has filled them in. */
  @Test
  void theSecretsAreThoseThatCastellanDemandsAndAreEmpty() {
    JsonObject secret = at(resource("v1/Secret"), "stringData");
    var names = new ArrayList<>(secret.keySet());
    assertThat(names)
        .containsExactlyInAnyOrder(
            Variable.DB_PASSWORD.environmentName(),
            Variable.ADMIN_TOKEN.environmentName(),
            Variable.ENCRYPTION_KEYSET.environmentName())
        .allMatch(name -> text(secret, name).isEmpty());
  }

  @Test
  void theOverlayOfThePageGivesWhatTheBaseLeavesOpen(@TempDir Path directory) throws Exception {
    ServerConfig.copied(Files.createDirectories(directory.resolve("castellan")));
    Path overlay = Files.createDirectories(directory.resolve("overlay"));
    String page = ScriptsPage.kept("docs/deploying.md").script("kind: Kustomization");
    Files.writeString(overlay.resolve("kustomization.yaml"), page);
    Files.writeString(overlay.resolve("secret.env"), "CASTELLAN_ADMIN_TOKEN=given\n");
    var answer = KUBECTL.run(overlay, Map.of(), "kustomize", ".");
    assertThat(answer.status()).as(answer.text()).isZero();
    assertThat(answer.text())
        .contains(
            "CASTELLAN_DB_URL: db.example.org:5432/castellan",
            "image: registry.example.org/castellan:wildfly",
            "CASTELLAN_ADMIN_TOKEN: Z2l2ZW4=");
  }

  private JsonObject resource(String type) {
    return requireNonNull(resources.get(type));
  }

  private JsonObject container() {
    return at(resource("apps/v1/Deployment"), "spec", "template", "spec")
        .getAsJsonArray("containers")
        .get(0)
        .getAsJsonObject();
  }

  private static JsonObject at(JsonObject root, String... path) {
    JsonObject object = root;
    for (String name : path) {
      object = object.getAsJsonObject(name);
    }
    return object;
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }
}

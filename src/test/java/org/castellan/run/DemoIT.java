package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.castellan.testkit.Azurite;
import org.castellan.testkit.OciRegistry;
import org.junit.jupiter.api.Test;

/** What {@code mvn -Prun -Ddemo} registers, on both kinds of servers. */
class DemoIT {

  private static final int WILDFLY = 0;
  private static final int PAYARA = 1;
  private static final String UMBRELLA = "/api/v1/organizations/umbrella";

  private final Path home = Path.of("target", "it", UUID.randomUUID().toString());

  @Test
  void eachKindOfStorageThatCanBeStartedHoldsArtifactsOfBothServers() {
    try (var storage = DemoStorage.start(home, Ports::free);
        var cluster = new TestCluster(new WildFly(), new PayaraMicro())) {
      new Demo(cluster.api(PAYARA), storage).register();
      List<JsonObject> backends =
          cluster.api(WILDFLY).get(UMBRELLA + "/cas-backends").getJsonArray("items").stream()
              .map(JsonValue::asJsonObject)
              .toList();
      assertThat(backends)
          .extracting(each -> each.getString("provider"))
          .containsExactlyInAnyOrderElementsOf(kinds());
      assertThat(backends).extracting(each -> each.getString("status")).containsOnly("OK");
      for (JsonObject backend : backends) {
        holds(backend.getString("name"), cluster.api(WILDFLY), cluster.api(PAYARA));
        holds(backend.getString("name"), cluster.api(PAYARA), cluster.api(WILDFLY));
      }
    }
  }

  private static List<String> kinds() {
    var kinds = new ArrayList<>(List.of("INLINE", "AWS-S3"));
    if (Azurite.isHere()) {
      kinds.add("AzureBlob");
    }
    if (OciRegistry.isHere()) {
      kinds.add("OCI");
    }
    return kinds;
  }

  /** What one server uploads to the backend is downloaded from the other. */
  private static void holds(String backend, Api one, Api other) {
    String content = "\"" + UUID.randomUUID() + "\"";
    one.call("PATCH", UMBRELLA + "/cas-backends/" + backend, "{\"default\": true}");
    var upload = one.call("POST", UMBRELLA + "/artifacts", content);
    assertThat(upload.statusCode()).as(upload.body()).isEqualTo(201);
    JsonObject artifact = Api.json(upload);
    assertThat(artifact.getString("backend")).isEqualTo(backend);
    String path = UMBRELLA + "/artifacts/" + artifact.getString("digest");
    assertThat(other.call("GET", path, "").body()).isEqualTo(content);
  }
}

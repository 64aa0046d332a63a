package org.castellan.run;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.castellan.testkit.S3Server;

/** Two sample organizations on a real S3 server, one of whose buckets goes missing. */
final class Demo {

  private static final String BASE = "/api/v1/organizations";
  private final Api api;
  private final S3Server s3;

  Demo(Api api, S3Server s3) {
    this.api = api;
    this.s3 = s3;
  }

  /** Registers what is not registered yet. */
  void register() {
    if (api.call("GET", BASE + "/acme", "").statusCode() == 404) {
      organization("acme");
      backend("acme", "main", "default");
      backend("acme", "spare", "fallback");
    }
    if (api.call("GET", BASE + "/globex", "").statusCode() == 404) {
      organization("globex");
      backend("globex", "main", "default");
      lose("globex-main");
    }
  }

  private void organization(String name) {
    create(BASE, Json.createObjectBuilder().add("name", name).build());
  }

  private void backend(String organization, String name, String seat) {
    create(
        BASE + "/" + organization + "/cas-backends",
        Json.createObjectBuilder()
            .add("name", name)
            .add("provider", "AWS-S3")
            .add("location", s3.bucket(organization + "-" + name))
            .add("description", "A bucket of the demo")
            .add(seat, true)
            .add(
                "credentials",
                Json.createObjectBuilder()
                    .add("accessKeyId", S3Server.accessKeyId())
                    .add("secretAccessKey", S3Server.secretAccessKey()))
            .build());
    Console.line("registered " + organization + "/" + name);
  }

  private void create(String path, JsonObject body) {
    var response = api.call("POST", path, body.toString());
    if (response.statusCode() != 201) {
      throw new LaunchException(
          "POST %s answered %d: %s".formatted(path, response.statusCode(), response.body()));
    }
  }

  /** As an administrator of the provider would, by mistake. */
  private void lose(String bucket) {
    try {
      Files.move(s3.directoryOf(bucket), s3.directoryOf(bucket).resolveSibling("lost-" + bucket));
      Console.line("lost the bucket " + bucket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What to try, to be pasted. */
  static List<String> commands(String url) {
    String curl = "curl -s -H \"Authorization: Bearer $TOKEN\" " + url + "/api/v1";
    return List.of(
        "# the backends of acme are fine, and validatedAt moves with each tick (20 s)",
        curl + "/organizations/acme/cas-backends",
        "# the bucket of globex is gone: INVALID after the next tick, with a remedy",
        curl + "/organizations/globex/cas-backends/main",
        "# the ledger: one row a tick, one winner",
        curl + "/checkers/defaults/ticks\\?pageSize=3",
        "# who holds the tick; kill -9 its PID from the list below and look again",
        curl + "/checkers/defaults",
        "# an upload",
        "printf hello | "
            + curl.replace("curl -s", "curl -s --data-binary @-")
            + "/organizations/acme/artifacts");
  }
}

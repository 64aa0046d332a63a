package org.castellan.run;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.castellan.testkit.S3Server;

/**
 * Sample organizations on two real S3 servers: one healthy, one whose bucket goes missing, and some
 * on a slow server, so that a tick takes long enough to kill its holder.
 */
final class Demo {

  private static final String BASE = "/api/v1/organizations";
  private static final int SLOW_TEAMS = 8;
  private final Api api;
  private final S3Server s3;
  private final S3Server slow;

  Demo(Api api, S3Server s3, S3Server slow) {
    this.api = api;
    this.s3 = s3;
    this.slow = slow;
  }

  /** Registers what is not registered yet. */
  void register() {
    if (organization("acme")) {
      backend("acme", "main", "default", s3.bucket("acme-main"));
      backend("acme", "spare", "fallback", s3.bucket("acme-spare"));
    }
    if (organization("globex")) {
      backend("globex", "main", "default", s3.bucket("globex-main"));
      lose("globex-main");
    }
    IntStream.rangeClosed(1, SLOW_TEAMS).parallel().forEach(this::slowTeam);
  }

  /** Another host than the fast server's: one slow host does not delay the others. */
  private void slowTeam(int number) {
    String name = "team-" + number;
    if (organization(name)) {
      String location = slow.bucket(name).replace("127.0.0.1", "localhost");
      backend(name, "main", "default", location);
    }
  }

  /** Whether it was not there yet. */
  private boolean organization(String name) {
    if (api.call("GET", BASE + "/" + name, "").statusCode() != 404) {
      return false;
    }
    create(BASE, Json.createObjectBuilder().add("name", name).build());
    return true;
  }

  private void backend(String organization, String name, String seat, String location) {
    create(
        BASE + "/" + organization + "/cas-backends",
        Json.createObjectBuilder()
            .add("name", name)
            .add("provider", "AWS-S3")
            .add("location", location)
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
        "# who runs the tick, if one is running; README kills it",
        curl + "/checkers/defaults",
        "# an upload",
        "printf hello | "
            + curl.replace("curl -s", "curl -s --data-binary @-")
            + "/organizations/acme/artifacts");
  }
}

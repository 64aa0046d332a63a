package org.castellan.run;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.castellan.testkit.Azurite;
import org.castellan.testkit.OciRegistry;
import org.castellan.testkit.S3Server;

/**
 * Sample organizations: one healthy, one whose bucket goes missing, one with a backend of each
 * kind, and some on a slow server, so that a tick takes long enough to kill its holder.
 */
final class Demo {

  private static final String BASE = "/api/v1/organizations";
  private static final int SLOW_TEAMS = 8;
  private final Api api;
  private final DemoStorage storage;

  Demo(Api api, DemoStorage storage) {
    this.api = api;
    this.storage = storage;
  }

  /** Registers what is not registered yet. */
  void register() {
    if (organization("acme")) {
      bucket("acme", "main", "default", storage.s3());
      bucket("acme", "spare", "fallback", storage.s3());
    }
    if (organization("globex")) {
      bucket("globex", "main", "default", storage.s3());
      lose("globex-main");
    }
    if (organization("umbrella")) {
      bucket("umbrella", "bucket", "default", storage.s3());
      storage.azure().ifPresent(this::container);
      storage.registry().ifPresent(this::repository);
    }
    IntStream.rangeClosed(1, SLOW_TEAMS).parallel().forEach(this::slowTeam);
  }

  /** Another host than the fast server's: one slow host does not delay the others. */
  private void slowTeam(int number) {
    String name = "team-" + number;
    if (organization(name)) {
      String location = storage.slow().bucket(name).replace("127.0.0.1", "localhost");
      backend(name, "main", "AWS-S3", location, S3Server.credentials(), "default");
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

  private void bucket(String organization, String name, String seat, S3Server server) {
    String location = server.bucket(organization + "-" + name);
    backend(organization, name, "AWS-S3", location, S3Server.credentials(), seat);
  }

  private void container(Azurite azure) {
    Map<String, String> credentials = Map.of("accountKey", Azurite.key());
    String location = azure.container("umbrella");
    backend("umbrella", "container", "AzureBlob", location, credentials, "fallback");
  }

  private void repository(OciRegistry registry) {
    String location = registry.location("umbrella");
    backend("umbrella", "registry", "OCI", location, OciRegistry.credentials());
  }

  /**
   * Registers a backend.
   *
   * @param seats which of the organization's it takes: {@code default}, {@code fallback}
   */
  private void backend(
      String organization,
      String name,
      String provider,
      String location,
      Map<String, String> credentials,
      String... seats) {
    var body =
        Json.createObjectBuilder()
            .add("name", name)
            .add("provider", provider)
            .add("location", location)
            .add("description", "Of the demo")
            .add("credentials", Json.createObjectBuilder(Map.copyOf(credentials)));
    List.of(seats).forEach(seat -> body.add(seat, true));
    create(BASE + "/" + organization + "/cas-backends", body.build());
    Console.line("registered %s/%s, %s".formatted(organization, name, provider));
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
      Path directory = storage.s3().directoryOf(bucket);
      Files.move(directory, directory.resolveSibling("lost-" + bucket));
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
        "# umbrella has a backend of each kind that can be started on this machine",
        curl + "/organizations/umbrella/cas-backends",
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

package org.castellan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a docker-registry reads and writes. */
record OciRegistryFiles(Path directory) {

  /** Its settings, and its only user where it knows that by itself; answers the settings' file. */
  Path write(String user, int port, boolean deletes, List<String> auth) throws IOException {
    Files.writeString(directory.resolve("htpasswd"), user + "\n");
    return Files.write(directory.resolve("config.yml"), settings(port, deletes, auth));
  }

  private List<String> settings(int port, boolean deletes, List<String> auth) {
    var fixed =
        Stream.of(
            "version: 0.1",
            "log:",
            "  level: warn",
            "storage:",
            "  filesystem:",
            "    rootdirectory: " + directory.resolve("data"),
            "  delete:",
            "    enabled: " + deletes,
            "http:",
            "  addr: 127.0.0.1:" + port,
            "auth:");
    return Stream.concat(fixed, auth.stream().map(line -> line.formatted(directory))).toList();
  }

  /**
   * The uploads of a repository that were neither finished nor cancelled. Of cancelled ones this
   * registry keeps an empty directory.
   */
  List<String> openUploads(String repository) {
    Path uploads =
        directory.resolve("data/docker/registry/v2/repositories/" + repository + "/_uploads");
    try (Stream<Path> found = Files.exists(uploads) ? Files.list(uploads) : Stream.empty()) {
      return found
          .filter(it -> Files.exists(it.resolve("startedat")))
          .map(it -> it.getFileName().toString())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

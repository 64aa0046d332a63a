package org.castellan.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where Maven puts the application servers, which are not changed there: nodes have copies. */
final class Servers {

  private static final Path DIRECTORY = Path.of("target", "servers");

  private Servers() {}

  /**
   * The home of the one server that is called so.
   *
   * @param name a regular expression
   */
  static Path unpacked(String name) {
    try (var servers = Files.list(DIRECTORY)) {
      return servers
          .filter(each -> each.toFile().getName().matches(name))
          .findFirst()
          .orElseThrow(
              () -> new LaunchException("No " + name + " is unpacked in " + DIRECTORY + "."))
          .toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A whole directory. */
  static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}

package org.castellan.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Azurite as the environment or the path names it: it comes from npm, not from Maven. */
final class AzuriteScript {

  /** What provides it. */
  static final String INSTALL = "npm install -g azurite@3.35.0";

  private AzuriteScript() {}

  /** Skips the test where there is none. */
  static Path require() {
    Optional<Path> found = find();
    Assumptions.assumeTrue(
        found.isPresent(),
        "Azurite is not here: `"
            + INSTALL
            + "` provides it (or CASTELLAN_AZURITE names its azurite-blob)");
    return found.orElseThrow();
  }

  static Optional<Path> find() {
    String named = System.getenv().getOrDefault("CASTELLAN_AZURITE", "");
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Stream.of(named).filter(name -> !name.isEmpty()).map(Path::of),
            Stream.of(path.split(File.pathSeparator, -1)).map(dir -> Path.of(dir, "azurite-blob")))
        .filter(Files::isExecutable)
        .map(AzuriteScript::real)
        .findFirst();
  }

  private static Path real(Path link) {
    try {
      return link.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

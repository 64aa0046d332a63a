package org.castellan.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Replicas whose wall clocks are wrong by so much each, as {@code +10m}; by Debian's faketime. */
record SkewedClocks(List<String> offsets) implements Cluster.Setup {

  SkewedClocks(String... offsets) {
    this(List.of(offsets));
  }

  @Override
  public Map<String, String> environment(int number) {
    return Map.of(
        "LD_PRELOAD",
        library().toString(),
        "FAKETIME",
        offsets.get(number - 1),
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0"); // Else the JVM's waits end at once and it spins.
  }

  private static Path library() {
    try (Stream<Path> directories = Files.list(Path.of("/usr/lib"))) {
      var library =
          directories
              .map(directory -> directory.resolve("faketime").resolve("libfaketimeMT.so.1"))
              .filter(Files::exists)
              .findFirst();
      assumeTrue(library.isPresent(), "needs wrong clocks: apt-get install faketime");
      return library.orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

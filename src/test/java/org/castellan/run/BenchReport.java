package org.castellan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the tables that the benchmarks of this run have left into one document. */
public final class BenchReport {

  private static final Path TABLES = Path.of("target", "bench");
  private static final Path DOCUMENT = Path.of("docs", "benchmarks.md");

  private BenchReport() {}

  /** Takes the tables away, so that the next run shows its own only. */
  public static void main(String[] arguments) throws IOException {
    List<Path> tables = tables();
    if (tables.isEmpty()) {
      throw new IllegalStateException("no benchmark has left a table in " + TABLES);
    }
    Files.createDirectories(Path.of("docs"));
    Files.writeString(DOCUMENT, head() + body(tables));
    for (Path table : tables) {
      Files.delete(table);
    }
    Console.line("wrote " + DOCUMENT);
  }

  private static List<Path> tables() throws IOException {
    try (Stream<Path> files = Files.exists(TABLES) ? Files.list(TABLES) : Stream.empty()) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static String head() {
    return """
    # Benchmarks

    Written by `mvn -Pbench`, on %d processors with Java %s. Compare the ratios, which were measured
    within one run; the times are those of one machine.
    """
        .formatted(Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
  }

  private static String body(List<Path> tables) throws IOException {
    return tables.stream().map(BenchReport::read).collect(Collectors.joining("\n", "\n", "\n"));
  }

  private static String read(Path table) {
    try {
      return Files.readString(table).strip() + "\n";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

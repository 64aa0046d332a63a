package org.castellan.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts the tables that the benchmarks of this run have left into one document. Those of benchmarks
 * that were not run stay as they are.
 */
public final class BenchReport {

  private static final Path TABLES = Path.of("target", "bench");
  private static final Path DOCUMENT = Path.of("docs", "benchmarks.md");

  /** Before each table, with the name of its file. */
  private static final Pattern SECTION =
      Pattern.compile("<!-- (\\S+\\.md) -->\\n(.*?)(?=<!-- \\S+\\.md -->|\\z)", Pattern.DOTALL);

  private BenchReport() {}

  /** Takes the tables away, so that the next run shows its own only. */
  public static void main(String[] arguments) throws IOException {
    List<Path> tables = tables();
    if (tables.isEmpty()) {
      throw new IllegalStateException("no benchmark has left a table in " + TABLES);
    }
    Map<String, String> sections = sections(Files.exists(DOCUMENT) ? read(DOCUMENT) : "");
    tables.forEach(table -> sections.put(String.valueOf(table.getFileName()), read(table)));
    Files.createDirectories(Path.of("docs"));
    Files.writeString(DOCUMENT, document(sections));
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

  /** What the document has, by file. */
  static Map<String, String> sections(String document) {
    Map<String, String> sections = new TreeMap<>();
    SECTION
        .matcher(document)
        .results()
        .forEach(found -> sections.put(found.group(1), found.group(2)));
    return sections;
  }

  static String document(Map<String, String> sections) {
    var document = new StringBuilder(head());
    new TreeMap<>(sections)
        .forEach(
            (file, table) -> document.append("\n<!-- %s -->\n%s\n".formatted(file, table.strip())));
    return document.toString();
  }

  private static String head() {
    return """
    # Benchmarks

    Written by `mvn -Pbench`, on %d processors with Java %s. Compare the ratios, which were measured
    within one run; the times are those of one machine. A table stays until its benchmark is run again.
    """
        .formatted(Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

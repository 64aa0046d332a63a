package org.castellan.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What one test came to on one server.
 *
 * @param version of the server, in its own words
 * @param jdk that it ran on, such as 17
 * @param suite the test's class
 */
record MatrixRow(
    ServerKind kind, String version, int jdk, String suite, String test, boolean passed) {

  private static final Path FILE = Path.of("target", "matrix.tsv");

  /** Those that were noted since the last clean build, the oldest first. */
  static List<MatrixRow> noted() {
    try {
      return Files.exists(FILE)
          ? Files.readAllLines(FILE).stream().map(MatrixRow::parse).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MatrixRow parse(String line) {
    String[] cells = line.split("\t", -1);
    return new MatrixRow(
        ServerKind.valueOf(cells[0]),
        cells[1],
        Integer.parseInt(cells[2]),
        cells[3],
        cells[4],
        Boolean.parseBoolean(cells[5]));
  }

  String line() {
    return String.join(
        "\t", kind.name(), version, Integer.toString(jdk), suite, test, Boolean.toString(passed));
  }

  void note() {
    try {
      Files.writeString(FILE, line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

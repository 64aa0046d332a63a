package org.castellan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sources of all tests, read once, for what pages say of them. */
final class TestSources {

  private static final String JAVA = ".java";

  /** By the simple name of their class. */
  static final Map<String, String> BY_CLASS = read();

  private TestSources() {}

  private static Map<String, String> read() {
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      return files
          .filter(file -> file.toString().endsWith(JAVA))
          .collect(
              Collectors.toUnmodifiableMap(
                  file -> String.valueOf(file.getFileName()).replace(JAVA, ""),
                  TestSources::read,
                  String::concat));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

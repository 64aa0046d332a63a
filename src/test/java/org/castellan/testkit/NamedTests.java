package org.castellan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tests that pages name as {@code `SomeTest`} or {@code `SomeTest.method`}. */
public final class NamedTests {

  private static final Pattern NAME =
      Pattern.compile("`(\\w+(?:Test|IT|Bench|Soak))(?:\\.(\\w+))?`");

  private NamedTests() {}

  /** What a page names, in its order. */
  public static List<String> of(Path page) {
    return NAME.matcher(read(page)).results().map(it -> it.group().replace("`", "")).toList();
  }

  /** Those that there are not. */
  public static List<String> missing(Path page) {
    Map<String, Path> classes = classes();
    return of(page).stream().filter(name -> !exists(name, classes)).toList();
  }

  private static boolean exists(String name, Map<String, Path> classes) {
    String[] parts = name.split("\\.", 2);
    Path source = classes.get(parts[0]);
    return source != null && (parts.length == 1 || read(source).contains("void " + parts[1] + "("));
  }

  private static Map<String, Path> classes() {
    try (Stream<Path> sources = Files.walk(Path.of("src", "test", "java"))) {
      return sources
          .filter(file -> file.toString().endsWith(".java"))
          .collect(
              Collectors.toMap(
                  file -> String.valueOf(file.getFileName()).replace(".java", ""),
                  file -> file,
                  (one, other) -> one));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

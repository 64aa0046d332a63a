package org.castellan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which scripts of a page tests take to run them, as the tests' sources say. */
public final class ScriptClaims {

  private static final Pattern PART = Pattern.compile("\\bscript\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final String ALL = ".scripts()";

  /** Commands of Maven are what runs the tests. */
  private static final Pattern BUILD = Pattern.compile("((mvn|\\.ci/run)\\b.*\\R)+");

  private ScriptClaims() {}

  /** Those that no test takes. */
  public static List<String> missing(ScriptsPage page) {
    String kept = "ScriptsPage.kept(\"%s\")".formatted(page.name());
    List<String> readers = sources().filter(source -> source.contains(kept)).toList();
    return page.scripts().stream()
        .filter(script -> !BUILD.matcher(script).matches())
        .filter(script -> readers.stream().noneMatch(source -> takes(source, script)))
        .toList();
  }

  private static boolean takes(String source, String script) {
    return source.contains(ALL)
        || PART.matcher(source)
            .results()
            .map(part -> part.group(1).translateEscapes())
            .anyMatch(script::contains);
  }

  private static Stream<String> sources() {
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(ScriptClaims::read)
          .toList()
          .stream();
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

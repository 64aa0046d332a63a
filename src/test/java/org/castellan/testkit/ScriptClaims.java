package org.castellan.testkit;

import java.util.List;
import java.util.regex.Pattern;

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
    List<String> readers =
        TestSources.BY_CLASS.values().stream().filter(source -> source.contains(kept)).toList();
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
}

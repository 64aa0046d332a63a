package org.castellan.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The tests that pages name as {@code `SomeTest`} or {@code `SomeTest.method`}. */
public final class NamedTests {

  private static final Pattern NAME =
      Pattern.compile("`(\\w+(?:Test|IT|Bench|Soak))(?:\\.(\\w+))?`");

  private NamedTests() {}

  /** What a page names, in its order. */
  public static List<String> of(Path page) {
    return NAME.matcher(TestSources.read(page))
        .results()
        .map(it -> it.group().replace("`", ""))
        .toList();
  }

  /** Those that there are not. */
  public static List<String> missing(Path page) {
    return of(page).stream().filter(name -> !exists(name)).toList();
  }

  private static boolean exists(String name) {
    String[] parts = name.split("\\.", 2);
    String source = TestSources.BY_CLASS.get(parts[0]);
    return source != null && (parts.length == 1 || source.contains("void " + parts[1] + "("));
  }
}

package org.castellan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page, with what its reader pastes. A test takes that from the page, so that the page cannot
 * drift.
 *
 * @param scripts its blocks of commands, of SQL and of files
 */
public record ScriptsPage(String name, List<String> scripts) {

  private static final Pattern SCRIPT = Pattern.compile("(?ms)^```(?:sh|sql|yaml)\n(.*?)^```$");

  /**
   * One of the pages that are there.
   *
   * @param name from the top of the repository, as in {@code docs/cli.md}
   */
  public static ScriptsPage kept(String name) {
    try {
      String text = Files.readString(Path.of(name));
      return new ScriptsPage(
          name,
          SCRIPT.matcher(text).results().map((MatchResult script) -> script.group(1)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one script that says this. */
  public String script(String part) {
    List<String> found = scripts.stream().filter(script -> script.contains(part)).toList();
    if (found.size() != 1) {
      throw new AssertionError("%d scripts of %s say %s".formatted(found.size(), name, part));
    }
    return found.get(0);
  }
}

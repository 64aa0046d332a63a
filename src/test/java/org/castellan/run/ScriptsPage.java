package org.castellan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of docs, whose commands a test runs. */
record ScriptsPage(String name, List<String> scripts) {

  private static final Pattern SCRIPT = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

  static ScriptsPage kept(String name) throws IOException {
    return new ScriptsPage(
        name,
        SCRIPT
            .matcher(Files.readString(Path.of("docs", name)))
            .results()
            .map((MatchResult script) -> script.group(1))
            .toList());
  }

  /** The one script that says this. */
  String script(String part) {
    List<String> found = scripts.stream().filter(script -> script.contains(part)).toList();
    if (found.size() != 1) {
      throw new AssertionError("%d scripts of docs/%s say %s".formatted(found.size(), name, part));
    }
    return found.get(0);
  }
}

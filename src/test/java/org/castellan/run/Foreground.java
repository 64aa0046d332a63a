package org.castellan.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a page starts in a shell and leaves there: here with a log in place of the terminal. Ends
 * with this JVM, however this JVM ends. Thread-safe.
 */
record Foreground(String id, Process process, Path log) implements Node {

  /** A job has a group of processes of its own, which ends as a whole. */
  private static final String UNTIL_STANDARD_INPUT_ENDS =
      """
      set -meuo pipefail
      ( %s ) < /dev/null & job=$!
      trap 'kill -- -$job; wait $job' EXIT
      trap exit TERM
      cat <&0 > /dev/null &
      wait -n
      """;

  /**
   * Starts it and does not wait for it.
   *
   * @param environment on top of this process's own
   */
  static Foreground start(
      String id, Path directory, Map<String, String> environment, String script) {
    try {
      Path log = directory.resolve(id + ".log");
      var builder =
          new ProcessBuilder("bash", "-c", UNTIL_STANDARD_INPUT_ENDS.formatted(script))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      return new Foreground(id, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it has said so by now. */
  boolean says(String part) {
    try {
      return Files.readString(log).contains(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

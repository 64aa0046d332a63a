package org.castellan.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program that Maven cannot bring.
 *
 * @param debian the package that it comes in
 */
public record Program(String name, String debian) {

  /** How it ended and what it said, errors too. */
  public record Answer(int status, String text) {}

  /** Where it is; skips the test where it is nowhere. */
  public Path require() {
    var found =
        Stream.of("/usr/local/bin", "/usr/bin", "/usr/sbin")
            .map(directory -> Path.of(directory, name))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "needs " + name + ": apt-get install " + debian);
    return found.orElseThrow();
  }

  /**
   * Runs it to its end, here.
   *
   * @param environment its whole environment, beside the path
   */
  public Answer run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return run(Path.of(""), environment, arguments);
  }

  /** The same in a directory. */
  public Answer run(Path directory, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(require().toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(directory.toAbsolutePath().toFile());
    builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }
}

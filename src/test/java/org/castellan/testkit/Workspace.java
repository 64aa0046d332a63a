package org.castellan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A user's directory, and a home of its own, so that nothing of this machine's settings counts.
 *
 * @param environment what the user has set, beside what git needs to ask nothing
 */
public record Workspace(Path directory, Map<String, String> environment) {

  private static final Program BASH = new Program("bash", "bash");

  public Workspace {
    environment = Map.copyOf(environment);
  }

  /** Runs a script, which must succeed; what it said. */
  public String run(String script) {
    Program.Answer answer = attempt(script);
    assertThat(answer.status()).as(answer.text()).isZero();
    return answer.text();
  }

  public Program.Answer attempt(String script) {
    try {
      return BASH.run(directory, settings(), "-euo", "pipefail", "-c", script);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> settings() throws IOException {
    var settings = new HashMap<String, String>();
    settings.put("HOME", Files.createDirectories(directory.resolve("home")).toString());
    settings.put("GIT_CONFIG_NOSYSTEM", "1");
    settings.put("GIT_TERMINAL_PROMPT", "0");
    settings.put("LC_ALL", "C.UTF-8");
    for (String who : new String[] {"AUTHOR", "COMMITTER"}) {
      settings.put("GIT_" + who + "_NAME", "Test");
      settings.put("GIT_" + who + "_EMAIL", "test@example.org");
    }
    settings.putAll(environment);
    return settings;
  }

  /** Another directory of the same user. */
  public Workspace in(String name) throws IOException {
    var same = new HashMap<>(environment);
    same.put("HOME", directory.resolve("home").toString());
    return new Workspace(Files.createDirectories(directory.resolve(name)), same);
  }

  /** A file of bytes like no other's; their SHA-256. */
  public String file(String name, long size, long seed) throws IOException {
    try (OutputStream out = Files.newOutputStream(directory.resolve(name))) {
      new GeneratedBytes(size, seed).transferTo(out);
    }
    return GeneratedBytes.sha256(size, seed);
  }
}

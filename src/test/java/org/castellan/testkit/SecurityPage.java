package org.castellan.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code docs/security.md}, of which tests write what they saw, each the part of its name.
 *
 * @param test whose part it is
 */
public record SecurityPage(String test, String text) {

  private static final Path PAGE = Path.of("docs", "security.md");

  public static SecurityPage kept(Class<?> test) throws IOException {
    return new SecurityPage(test.getSimpleName(), Files.readString(PAGE));
  }

  public SecurityPage with(String part) {
    return new SecurityPage(test, new WrittenPage(command(), text).with(part));
  }

  /** What mends the page. */
  public String command() {
    return "mvn test -Dtest=" + test + " -Dsecurity.page=write";
  }

  /** Writes it when whoever runs the tests asked for that. */
  public void writeIfAsked() throws IOException {
    if ("write".equals(System.getProperty("security.page"))) {
      Files.writeString(PAGE, text);
    }
  }
}

package org.castellan.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A Java on this machine, for a server's process. */
public record Jdk(Path home) {

  private static final Jdk RUNNING = new Jdk(Path.of(System.getProperty("java.home")));

  /** The one that runs this. */
  public static Jdk running() {
    return RUNNING;
  }

  /**
   * One of that version: the running one, that of the variable {@code JDK_<version>_HOME}, or one
   * that is installed beside the running one.
   *
   * @param version such as 17
   */
  public static Optional<Jdk> of(int version) {
    Stream<Jdk> named =
        Stream.ofNullable(System.getenv("JDK_" + version + "_HOME"))
            .map(home -> new Jdk(Path.of(home)));
    return Stream.concat(Stream.concat(Stream.of(RUNNING), named), RUNNING.besides().stream())
        .filter(jdk -> jdk.version() == version)
        .findFirst();
  }

  /** The same, where nothing goes without it. */
  static Jdk required(int version) {
    return of(version)
        .orElseThrow(
            () ->
                new LaunchException(
                    "A JDK %d is needed: JDK_%d_HOME tells where.".formatted(version, version)));
  }

  private List<Jdk> besides() {
    try (Stream<Path> homes = Files.list(Objects.requireNonNull(home.toRealPath().getParent()))) {
      return homes.sorted().map(Jdk::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its feature version; 0 where there is no Java. */
  public int version() {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(java())) {
      return 0;
    }
    try (var lines = Files.newBufferedReader(release)) {
      var properties = new Properties();
      properties.load(lines);
      String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
      return Runtime.Version.parse(version).feature();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its program. */
  public Path java() {
    return home.resolve("bin").resolve("java");
  }
}

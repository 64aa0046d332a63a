package org.castellan.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A server of the PostgreSQL that is installed on this machine, which has the tools that Maven's
 * lacks: {@code pg_dump} dumps no server newer than itself. Not thread-safe.
 */
public final class InstalledPostgres implements AutoCloseable {

  private final Path programs;
  private final Path data;
  private final int port;

  private InstalledPostgres(Path programs, Path data, int port) {
    this.programs = programs;
    this.data = data;
    this.port = port;
  }

  /**
   * Starts it; skips the test where none is installed.
   *
   * @param home an empty directory
   */
  public static InstalledPostgres start(Path home, int port) {
    Optional<Path> programs = programs();
    assumeTrue(programs.isPresent(), "needs PostgreSQL's own tools: apt-get install postgresql");
    var server = new InstalledPostgres(programs.orElseThrow(), home.resolve("data"), port);
    server.run(
        "initdb", "-D", server.data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8");
    String options =
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=".formatted(port);
    String log = home.resolve("log").toString();
    server.run("pg_ctl", "-D", server.data.toString(), "-o", options, "-l", log, "-w", "start");
    return server;
  }

  private static Optional<Path> programs() {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> installed = Files.list(versions)) {
      return installed
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A database as a role sees it, which needs no password. */
  public DataSource database(String name, String role) {
    var source = new PGSimpleDataSource();
    source.setURL("jdbc:postgresql://%s/%s?user=%s".formatted(address(), name, role));
    return source;
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** A shell in which PostgreSQL's clients mean this server, as its superuser. */
  public Workspace shell(Path directory) {
    String path = programs + File.pathSeparator + System.getenv("PATH");
    return new Workspace(
        directory,
        Map.of("PATH", path, "PGHOST", "127.0.0.1", "PGPORT", "" + port, "PGUSER", "postgres"));
  }

  private void run(String name, String... arguments) {
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL refuses to run as root, which one is not in a namespace of users of one's own.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(programs.resolve(name).toString());
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(name + ": " + said).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    run("pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "stop");
  }
}

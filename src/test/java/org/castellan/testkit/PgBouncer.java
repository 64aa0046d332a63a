package org.castellan.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/** The pooler that most installations have, for real, on 127.0.0.1. */
public final class PgBouncer implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");
  private static final int LOOKS = 600;

  private final Path directory;
  private final int port = S3Server.freePort();
  private final Process process;

  /**
   * Returns when it listens. Skips the test where it is not installed.
   *
   * @param database the port of the PostgreSQL behind it
   * @param user whoever asks, as whom it connects there
   * @param mode as in {@code pool_mode}
   * @param directory for its files
   */
  public PgBouncer(int database, String user, String mode, Path directory) {
    assumeTrue(Files.isExecutable(PROGRAM), "needs the real pooler: apt-get install pgbouncer");
    this.directory = directory;
    try {
      process = start(configuration(database, user, mode));
      awaitListening();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  private Path configuration(int database, String user, String mode) throws IOException {
    // It refuses to run as root and then reads its file as another user.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Files.writeString(
        directory.resolve("pgbouncer.ini"),
        """
        [databases]
        * = host=127.0.0.1 port=%d user=%s
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = any
        pool_mode = %s
        default_pool_size = 60
        ignore_startup_parameters = extra_float_digits
        """
            .formatted(database, user, port, mode));
  }

  private Process start(Path configuration) throws IOException {
    List<String> user =
        System.getProperty("user.name").equals("root") ? List.of("-u", "nobody") : List.of();
    var command = new ArrayList<>(List.of(PROGRAM.toString(), "-q"));
    command.addAll(user);
    command.add(configuration.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("pgbouncer.log").toFile())
        .start();
  }

  private void awaitListening() {
    for (int i = 0; i < LOOKS && !listens(); i++) {
      try {
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("pgbouncer ended, see " + directory);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private boolean listens() {
    var source = new PGSimpleDataSource();
    source.setURL("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
    try (Connection connection = source.getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

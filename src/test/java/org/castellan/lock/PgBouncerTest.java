package org.castellan.lock;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The pooler that most installations have, for real. */
class PgBouncerTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  @ParameterizedTest
  @ValueSource(strings = {"transaction", "statement"})
  void sharingModesAreRefused(String mode, @TempDir Path directory) throws IOException {
    try (var bouncer = new Bouncer(mode, directory)) {
      assertThatExceptionOfType(LockException.class)
          .isThrownBy(() -> SessionPinning.require(bouncer.source))
          .withMessageContaining("pool_mode = session");
    }
  }

  @Test
  void sessionModeIsFit(@TempDir Path directory) throws IOException {
    try (var bouncer = new Bouncer("session", directory)) {
      SessionPinning.require(bouncer.source);
    }
  }

  private static final class Bouncer implements AutoCloseable {
    private final Process process;
    private final Path directory;
    private final PGSimpleDataSource source = new PGSimpleDataSource();

    private Bouncer(String mode, Path directory) throws IOException {
      this.directory = directory;
      assumeThat(Path.of("/usr/sbin/pgbouncer"))
          .as("needs the real pooler: apt-get install pgbouncer")
          .isExecutable();
      int port = freePort();
      source.setURL(
          db.url().replace(":" + TestDatabase.server().getPort() + "/", ":" + port + "/"));
      process = start(configuration(mode, port));
      await().ignoreExceptions().until(this::answers);
    }

    private boolean answers() throws Exception {
      try (Connection connection = source.getConnection()) {
        return connection.isValid(1);
      }
    }

    private Path configuration(String mode, int port) throws IOException {
      // It refuses to run as root and then reads its file as another user.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      return Files.writeString(
          directory.resolve("pgbouncer.ini"),
          """
          [databases]
          * = host=127.0.0.1 port=%d user=postgres
          [pgbouncer]
          listen_addr = 127.0.0.1
          listen_port = %d
          unix_socket_dir =
          auth_type = any
          pool_mode = %s
          ignore_startup_parameters = extra_float_digits
          """
              .formatted(TestDatabase.server().getPort(), port, mode));
    }

    private Process start(Path configuration) throws IOException {
      List<String> user =
          System.getProperty("user.name").equals("root") ? List.of("-u", "nobody") : List.of();
      var command = new ArrayList<>(List.of("/usr/sbin/pgbouncer", "-q"));
      command.addAll(user);
      command.add(configuration.toString());
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(directory.resolve("pgbouncer.log").toFile())
          .start();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

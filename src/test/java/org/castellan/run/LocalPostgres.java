package org.castellan.run;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.castellan.testkit.PostgresBinaries;

/** A PostgreSQL on 127.0.0.1 whose data stays in a directory. Not thread-safe. */
public final class LocalPostgres implements AutoCloseable {

  private static final String NAME = "castellan";

  private final Path home;
  private final int port;
  private Optional<EmbeddedPostgres> server = Optional.empty();

  /**
   * Nothing is started yet.
   *
   * @param home where data and log go
   */
  public LocalPostgres(Path home, int port) {
    this.home = home.toAbsolutePath();
    this.port = port;
  }

  /** Starts it, after ending one that a killed launcher has left on the same data. */
  public void start() {
    try {
      Files.createDirectories(home);
      Leftovers.endPostgres(data());
      EmbeddedPostgres started = launch();
      server = Optional.of(started);
      createDatabase(started.getPostgresDatabase());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new LaunchException("The database could not be made.", e);
    }
  }

  private EmbeddedPostgres launch() throws IOException {
    var log = Redirect.appendTo(log().toFile());
    return PostgresBinaries.builder()
        .setDataDirectory(data())
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("max_connections", "300")
        // As PostgreSQL comes; the embedded one would lose what was committed just before a crash
        .setServerConfig("synchronous_commit", "on")
        .setPGStartupWait(Duration.ofSeconds(60))
        .setOutputRedirector(log)
        .setErrorRedirector(log)
        .start();
  }

  private static void createDatabase(DataSource administrator) throws SQLException {
    try (Connection connection = administrator.getConnection();
        var statement = connection.createStatement()) {
      var found = statement.executeQuery("select from pg_database where datname = '" + NAME + "'");
      if (!found.next()) {
        statement.execute("create role " + NAME + " login");
        statement.execute("create database " + NAME + " owner " + NAME);
      }
    }
  }

  public int port() {
    return port;
  }

  /** For {@code CASTELLAN_DB_URL}; the user is {@code castellan}, without a password. */
  public String url() {
    return "127.0.0.1:" + port + "/" + NAME;
  }

  /** The same database for tests and the demo to look at. */
  public DataSource dataSource() {
    return server.orElseThrow().getDatabase(NAME, NAME);
  }

  /** The server's databases as its superuser sees them. */
  public DataSource administrator() {
    return server.orElseThrow().getPostgresDatabase();
  }

  /** What the server says. */
  public Path log() {
    return home.resolve("postgres.log");
  }

  private Path data() {
    return home.resolve("postgres");
  }

  /** Ends it as an administrator would, with everything written. */
  @Override
  public void close() {
    server.ifPresent(LocalPostgres::close);
    server = Optional.empty();
  }

  /** Ends it at once, without a word to anybody: what was not written is recovered at the start. */
  public void crash() {
    try {
      Leftovers.crashPostgres(data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    close();
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

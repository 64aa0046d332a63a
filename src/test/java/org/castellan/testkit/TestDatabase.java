package org.castellan.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL, one server for the JVM, and in it a fresh, migrated database for each test
 * class: {@code @RegisterExtension static final TestDatabase db = new TestDatabase();}. The
 * session's time zone differs from the JVM's on purpose, so that a mix-up shows.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private final String name = "test_" + NUMBER.incrementAndGet();

  @Override
  public void beforeAll(ExtensionContext context) throws SQLException {
    execute("postgres", "create database " + name);
    execute("postgres", "alter database " + name + " set timezone to 'America/New_York'");
    Flyway.configure().dataSource(dataSource()).load().migrate();
  }

  @Override
  public void afterAll(ExtensionContext context) throws SQLException {
    execute("postgres", "drop database " + name + " with (force)");
  }

  /** Not pooled: every connection is a session of its own. */
  public DataSource dataSource() {
    var source = new PGSimpleDataSource();
    source.setURL(url());
    return source;
  }

  public Jdbi jdbi() {
    return Jdbi.create(dataSource());
  }

  /** With user and password in it. */
  public String url() {
    return server().getJdbcUrl("postgres", name);
  }

  public static EmbeddedPostgres server() {
    return Server.INSTANCE;
  }

  private static void execute(String database, String sql) throws SQLException {
    var source = new PGSimpleDataSource();
    source.setURL(server().getJdbcUrl("postgres", database));
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Started when first asked for; ends with the JVM. */
  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

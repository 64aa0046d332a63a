package org.castellan.testkit;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.castellan.runtime.start.Database;
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
  private final boolean twoRoles;

  public TestDatabase() {
    this(false);
  }

  private TestDatabase(boolean twoRoles) {
    this.twoRoles = twoRoles;
  }

  /** Whose tables belong to one role and are worked with by another, neither a superuser. */
  public static TestDatabase ofTwoRoles() {
    return new TestDatabase(true);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws SQLException {
    execute("postgres", "create database " + name);
    execute("postgres", "alter database " + name + " set timezone to 'America/New_York'");
    if (twoRoles) {
      execute(
          "postgres", "create role owner_of_%1$s login; create role %1$s login".formatted(name));
      execute("postgres", "grant create on database %1$s to owner_of_%1$s".formatted(name));
      execute(name, "alter schema public owner to owner_of_" + name);
    }
    migrate();
  }

  /** As Castellan does when it starts. */
  public void migrate() {
    new Database(dataSource(), twoRoles ? Optional.of(owner()) : Optional.empty()).migrate();
  }

  @Override
  public void afterAll(ExtensionContext context) throws SQLException {
    execute("postgres", "drop database " + name + " with (force)");
    if (twoRoles) {
      execute("postgres", "drop role %1$s, owner_of_%1$s".formatted(name));
    }
  }

  /** Not pooled: every connection is a session of its own. */
  public DataSource dataSource() {
    return source(url());
  }

  /** The same as the role that owns the tables. */
  public DataSource owner() {
    return source(twoRoles ? urlAs("owner_of_" + name) : url());
  }

  private static DataSource source(String url) {
    var source = new PGSimpleDataSource();
    source.setURL(url);
    return source;
  }

  private String urlAs(String user) {
    return Server.INSTANCE.url(name).replace("user=postgres", "user=" + user);
  }

  public Jdbi jdbi() {
    return Jdbi.create(dataSource());
  }

  /** With user and password in it. */
  public String url() {
    return twoRoles ? urlAs(name) : Server.INSTANCE.url(name);
  }

  /** Of the server, on 127.0.0.1. */
  public static int port() {
    return Server.INSTANCE.port();
  }

  /** As the server says it. */
  public static String version() {
    return Jdbi.create(Server.INSTANCE.url("postgres"))
        .withHandle(handle -> handle.createQuery("show server_version").mapTo(String.class).one());
  }

  private static void execute(String database, String sql) throws SQLException {
    var source = new PGSimpleDataSource();
    source.setURL(Server.INSTANCE.url(database));
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Started when first asked for, which is told; ends with the JVM. */
  private static final class Server {
    static final PostgresServer INSTANCE = start();

    private static PostgresServer start() {
      PostgresServer server =
          PostgresChoice.ofThisRun()
              .start(ContainerPostgresServer::start, EmbeddedPostgresServer::start);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      System.out.println("PostgreSQL for the tests: " + server.origin());
      return server;
    }
  }
}

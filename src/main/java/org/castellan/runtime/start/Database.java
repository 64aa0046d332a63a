package org.castellan.runtime.start;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The database as the start and the health checks see it. Thread-safe. */
public final class Database {

  /**
   * PostgreSQL's major version that Castellan needs at least: the first with {@code
   * idle_session_timeout}, which ends a frozen replica's lease.
   */
  public static final int OLDEST = 14;

  private static final int ANSWER_SECONDS = 3;

  /** Each try of a replica that waits for another one's migration takes a second. */
  private static final int MIGRATION_TRIES = 600;

  private final DataSource source;
  private final Optional<DataSource> owner;

  /**
   * @param owner connects as the role that owns the tables; empty when {@code source} does
   */
  public Database(DataSource source, Optional<DataSource> owner) {
    this.source = source;
    this.owner = owner;
  }

  /**
   * Asks for an answer within a few seconds.
   *
   * @throws IllegalStateException when there is none
   */
  public void reach() {
    try {
      ask();
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not answer", e);
    }
  }

  /**
   * Asks which version it is.
   *
   * @throws IllegalStateException when it is older than {@link #OLDEST} or does not answer
   */
  public void requireVersion() {
    int version = version();
    if (version < OLDEST) {
      throw new IllegalStateException("it is PostgreSQL " + version);
    }
  }

  private int version() {
    try (Connection connection = source.getConnection()) {
      return connection.getMetaData().getDatabaseMajorVersion();
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not answer", e);
    }
  }

  public boolean isReachable() {
    try {
      ask();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private void ask() throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(ANSWER_SECONDS);
      statement.execute("select 1");
    }
  }

  /**
   * Brings the schema up to date, and has its owner give the others what they need; replicas that
   * do so together wait for each other.
   */
  public void migrate() {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(owner.orElse(source))
        .lockRetryCount(MIGRATION_TRIES)
        .load()
        .migrate();
    owner.ifPresent(it -> new Grants(it, source).give());
  }
}

package org.castellan.runtime.start;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The database as the start and the health checks see it. Thread-safe. */
public final class Database {

  private static final int ANSWER_SECONDS = 3;

  /** Each try of a replica that waits for another one's migration takes a second. */
  private static final int MIGRATION_TRIES = 600;

  private final DataSource source;

  public Database(DataSource source) {
    this.source = source;
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

  /** Brings the schema up to date; replicas that do so together wait for each other. */
  public void migrate() {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(source)
        .lockRetryCount(MIGRATION_TRIES)
        .load()
        .migrate();
  }
}

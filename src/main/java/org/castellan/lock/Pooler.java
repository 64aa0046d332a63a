package org.castellan.lock;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Tells whether a pooler such as PgBouncer stands between this process and PostgreSQL. One in
 * session mode is fit for locks, but worth knowing of; {@link SessionPinning} finds the others.
 */
public final class Pooler {

  /** By its name, because its package bears annotations that no compiler here can resolve. */
  private static final String DRIVER = "org.postgresql.PGConnection";

  private static final int TIMEOUT_SECONDS = 5;

  private Pooler() {}

  /**
   * A pooler makes up the process id that it tells at the beginning of a connection, because
   * whoever cancels a query has to ask the pooler itself.
   *
   * @return empty when the connections do not show what they were told, as those of a DataSource
   *     whose driver is the server's, or the database could not be asked
   */
  public static Optional<Boolean> isBefore(DataSource source) {
    try (Connection connection = source.getConnection()) {
      Class<?> driver = Class.forName(DRIVER);
      return connection.isWrapperFor(driver)
          ? Optional.of(told(connection, driver) != actual(connection))
          : Optional.empty();
    } catch (SQLException | ReflectiveOperationException | RuntimeException e) {
      // Servers differ in what their wrappers do; no start is to fail for this.
      return Optional.empty();
    }
  }

  private static int told(Connection connection, Class<?> driver)
      throws SQLException, ReflectiveOperationException {
    Object answer = driver.getMethod("getBackendPID").invoke(connection.unwrap(driver));
    return (Integer) Objects.requireNonNull(answer);
  }

  private static int actual(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      try (ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}

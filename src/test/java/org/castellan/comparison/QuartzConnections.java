package org.castellan.comparison;

import java.sql.Connection;
import java.sql.SQLException;
import org.quartz.utils.ConnectionProvider;

/** The connections of a Quartz instance. */
record QuartzConnections(Sessions sessions) implements ConnectionProvider {

  @Override
  public Connection getConnection() throws SQLException {
    return sessions.getConnection();
  }

  @Override
  public void initialize() {}

  @Override
  public void shutdown() {}
}

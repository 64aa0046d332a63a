package org.castellan.runtime.container;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.castellan.runtime.settings.Settings;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.postgresql.xa.PGXADataSource;

/**
 * What the server's pool makes physical connections with. Configures itself from {@link Settings},
 * because annotations cannot. It delegates to the driver's class rather than being one, because
 * Payara would set the driver's bean properties over the URL. Thread-safe.
 */
public abstract class PostgresXaDataSource implements XADataSource {

  private final PGXADataSource driver = new PGXADataSource();
  private final SessionLimits limits;

  /** For the server, by reflection. */
  protected PostgresXaDataSource(String purpose) {
    this(Settings.read(ConfigProvider.getConfig()), purpose);
  }

  /**
   * @param purpose shown to database administrators
   */
  protected PostgresXaDataSource(Settings settings, String purpose) {
    limits = SessionLimits.within(settings.schedule().lease());
    driver.setUrl(settings.database().url().value());
    if (driver.getUser() == null) {
      driver.setUser(settings.database().user());
      driver.setPassword(settings.database().password().value());
    }
    driver.setApplicationName("castellan/" + settings.node().id() + purpose);
    driver.setConnectTimeout(SessionLimits.CONNECT_SECONDS);
    driver.setLoginTimeout(SessionLimits.CONNECT_SECONDS);
    driver.setSocketTimeout(SessionLimits.SOCKET_SECONDS);
    driver.setTcpKeepAlive(true);
  }

  /** WildFly needs a definition to have a property. */
  public void setNote(@SuppressWarnings("unused") String note) {}

  @Override
  public XAConnection getXAConnection() throws SQLException {
    XAConnection connection = driver.getXAConnection();
    try {
      limit(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** WildFly gives empty strings here: the configured user it is. */
  @Override
  public XAConnection getXAConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    return getXAConnection();
  }

  private void limit(XAConnection physical) throws SQLException {
    try (Connection connection = physical.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(limits.sql());
    }
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return driver.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    driver.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) {
    driver.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() {
    return driver.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("the driver logs by itself");
  }
}

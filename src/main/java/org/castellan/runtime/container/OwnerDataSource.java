package org.castellan.runtime.container;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.castellan.runtime.settings.DatabaseSettings.Login;
import org.castellan.runtime.settings.Settings;
import org.postgresql.xa.PGXADataSource;

/**
 * Connects as the role that owns the tables, where the settings name one: for the start alone, and
 * so without a pool. A migration takes as long as it takes: no statement of it is bounded.
 */
public final class OwnerDataSource extends DelegatingDataSource {

  private final PGXADataSource driver = new PGXADataSource();

  private OwnerDataSource(DataSource pool, Settings settings, Login owner) {
    super(pool);
    driver.setUrl(settings.database().url().value());
    driver.setUser(owner.user());
    driver.setPassword(owner.password().value());
    driver.setApplicationName("castellan/" + settings.node().id() + " migration");
    driver.setConnectTimeout(SessionLimits.CONNECT_SECONDS);
    driver.setLoginTimeout(SessionLimits.CONNECT_SECONDS);
    driver.setTcpKeepAlive(true);
  }

  /**
   * Empty when the settings name no such role.
   *
   * @param pool what is asked for anything but connections
   */
  public static Optional<DataSource> of(DataSource pool, Settings settings) {
    return settings.database().owner().map(owner -> new OwnerDataSource(pool, settings, owner));
  }

  @Override
  public Connection getConnection() throws SQLException {
    return driver.getConnection();
  }
}

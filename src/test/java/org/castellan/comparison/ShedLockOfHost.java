package org.castellan.comparison;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.provider.jdbc.internal.AbstractJdbcStorageAccessor;
import net.javacrumbs.shedlock.support.StorageBasedLockProvider;

/**
 * ShedLock's JDBC provider as on a host of its own: it tells holders apart by their hosts' names,
 * and all replicas here are on one. Thread-safe.
 */
final class ShedLockOfHost extends StorageBasedLockProvider {

  ShedLockOfHost(DataSource source, String host) {
    super(new Accessor(source, host));
  }

  private static final class Accessor extends AbstractJdbcStorageAccessor {

    private final DataSource source;
    private final String host;

    Accessor(DataSource source, String host) {
      super("shedlock");
      this.source = source;
      this.host = host;
    }

    @Override
    protected String getHostname() {
      return host;
    }

    @Override
    protected <T> T executeCommand(
        String sql,
        SqlFunction<PreparedStatement, T> body,
        BiFunction<String, SQLException, T> failed) {
      try (var connection = source.getConnection();
          var statement = connection.prepareStatement(sql)) {
        return body.apply(statement);
      } catch (SQLException e) {
        return failed.apply(sql, e);
      }
    }
  }
}

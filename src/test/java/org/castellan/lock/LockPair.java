package org.castellan.lock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbc.JdbcLockProvider;
import org.jdbi.v3.core.Jdbi;

/** One pair of calls to the database: what {@link LockBench} compares. */
@FunctionalInterface
interface LockPair {

  void run() throws SQLException;

  static LockPair roundTrips(DataSource source) {
    return () -> {
      try (Connection connection = source.getConnection()) {
        select(connection);
        select(connection);
      }
    };
  }

  static LockPair lease(DataSource source, ScheduledExecutorService executor) {
    var lock =
        new PostgresLock(source, executor, LeaseSettings.of(Duration.ofMinutes(1)), () -> false);
    var key = new LockKey("castellan:bench");
    return () -> lock.tryAcquire(key).orElseThrow().close();
  }

  static LockPair shedLock(DataSource source, Jdbi jdbi) {
    jdbi.useHandle(
        h ->
            h.execute(
                """
                    create table shedlock (name varchar(64) primary key,
                      lock_until timestamp not null, locked_at timestamp not null,
                      locked_by varchar(255) not null)"""));
    LockProvider provider = new JdbcLockProvider(source);
    return () ->
        provider
            .lock(
                new LockConfiguration(
                    ClockProvider.now(), "castellan:bench", Duration.ofMinutes(1), Duration.ZERO))
            .orElseThrow()
            .unlock();
  }

  /** Without a pool: hands out the one connection, which closing leaves open. */
  static DataSource always(Connection connection) {
    Connection open =
        Proxies.of(
            Connection.class,
            (proxy, method, args) ->
                method.getName().equals("close") ? null : Proxies.call(connection, method, args));
    return Proxies.dataSource(() -> open);
  }

  private static void select(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select 1");
        var row = statement.executeQuery()) {
      row.next();
    }
  }
}

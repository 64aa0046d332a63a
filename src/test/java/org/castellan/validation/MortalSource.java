package org.castellan.validation;

import java.sql.Connection;
import java.sql.SQLException;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** A replica's way to the database, which ends when its process does. */
final class MortalSource extends PGSimpleDataSource {

  private static final long serialVersionUID = 1L;

  private volatile boolean dead;

  MortalSource(TestDatabase db, String node) {
    setURL(db.url());
    setApplicationName(node);
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (dead) {
      throw new SQLException("the process was killed");
    }
    return super.getConnection();
  }

  /** As an operating system does it that closes a dead process' sockets. */
  void kill(Jdbi survivor) {
    dead = true;
    survivor.useHandle(
        handle ->
            handle.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = ?",
                getApplicationName()));
  }
}

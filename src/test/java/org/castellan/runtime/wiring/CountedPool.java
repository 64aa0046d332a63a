package org.castellan.runtime.wiring;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/** What an administrator's DataSource was used for. Thread-safe. */
final class CountedPool extends PGSimpleDataSource {

  private static final long serialVersionUID = 1L;

  private final AtomicInteger opened = new AtomicInteger();

  CountedPool(String url) {
    setURL(url);
  }

  int opened() {
    return opened.get();
  }

  @Override
  public Connection getConnection() throws SQLException {
    opened.incrementAndGet();
    return super.getConnection();
  }
}

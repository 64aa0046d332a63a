package org.castellan.validation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/** Knows how many connections were asked for and are held. */
final class CountingDataSource implements ConnectionFactory {

  private final Supplier<DataSource> source;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  CountingDataSource(Supplier<DataSource> source) {
    this.source = source;
  }

  int opened() {
    return opened.get();
  }

  int open() {
    return open.get();
  }

  @Override
  public Connection openConnection() throws SQLException {
    opened.incrementAndGet();
    open.incrementAndGet();
    return source.get().getConnection();
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    open.decrementAndGet();
    connection.close();
  }
}

package org.castellan.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/** What a server's pool does: a bounded number of connections, used again. */
public final class SmallPool implements ConnectionFactory, AutoCloseable {

  private final DataSource source;
  private final Semaphore permits;
  private final BlockingDeque<Connection> idle = new LinkedBlockingDeque<>();

  public SmallPool(DataSource source, int size) {
    this.source = source;
    this.permits = new Semaphore(size, true);
  }

  @Override
  public Connection openConnection() throws SQLException {
    permits.acquireUninterruptibly();
    Connection connection = idle.poll();
    return connection == null ? source.getConnection() : connection;
  }

  @Override
  public void closeConnection(Connection connection) {
    idle.push(connection);
    permits.release();
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
      connection.close();
    }
  }
}

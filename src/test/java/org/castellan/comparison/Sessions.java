package org.castellan.comparison;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A pool that asks the database nothing by itself: a session is lent again once it was closed.
 * Thread-safe.
 */
final class Sessions extends PGSimpleDataSource implements AutoCloseable {

  private static final long serialVersionUID = 1L;

  private final transient Deque<Connection> idle = new ConcurrentLinkedDeque<>();

  Sessions(String url) {
    setURL(url);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection session = idle.poll();
    return lend(session == null ? super.getConnection() : session);
  }

  private Connection lend(Connection session) {
    var returned = new AtomicBoolean();
    return (Connection)
        Proxy.newProxyInstance(
            Sessions.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                takeBack(session, returned);
                return null;
              }
              if (method.getName().equals("isClosed") && returned.get()) {
                return true;
              }
              try {
                return method.invoke(session, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void takeBack(Connection session, AtomicBoolean returned) throws SQLException {
    if (!returned.compareAndSet(false, true) || session.isClosed()) {
      return;
    }
    if (!session.getAutoCommit()) {
      session.rollback();
      session.setAutoCommit(true);
    }
    idle.push(session);
  }

  @Override
  public void close() {
    for (Connection session = idle.poll(); session != null; session = idle.poll()) {
      end(session);
    }
  }

  private static void end(Connection session) {
    try {
      session.close();
    } catch (SQLException e) {
      throw new IllegalStateException("a session does not end", e);
    }
  }
}

package org.castellan.cluster;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import javax.sql.XADataSource;

/**
 * What a server's pool does by JDBC's own rules: closing a connection keeps its session, and a dead
 * one is never lent again. Thread-safe.
 */
final class XaPool implements ConnectionEventListener {

  private static final int ANSWER_SECONDS = 5;

  private final XADataSource sessions;
  private final Deque<PooledConnection> idle = new ConcurrentLinkedDeque<>();
  private final Set<Object> broken = ConcurrentHashMap.newKeySet();

  private XaPool(XADataSource sessions) {
    this.sessions = sessions;
  }

  static DataSource of(XADataSource sessions) {
    var pool = new XaPool(sessions);
    return (DataSource)
        Proxy.newProxyInstance(
            XaPool.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                return pool.borrow();
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private Connection borrow() throws SQLException {
    for (PooledConnection pooled = idle.poll(); pooled != null; pooled = idle.poll()) {
      Connection connection = pooled.getConnection();
      if (connection.isValid(ANSWER_SECONDS)) {
        return connection;
      }
      broken.add(pooled);
      pooled.close();
      broken.remove(pooled);
    }
    PooledConnection fresh = sessions.getXAConnection();
    fresh.addConnectionEventListener(this);
    return fresh.getConnection();
  }

  @Override
  public void connectionClosed(ConnectionEvent event) {
    var pooled = (PooledConnection) event.getSource();
    if (!broken.remove(pooled)) {
      idle.push(pooled);
    }
  }

  @Override
  public void connectionErrorOccurred(ConnectionEvent event) {
    broken.add(event.getSource());
  }
}

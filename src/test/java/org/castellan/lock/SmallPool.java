package org.castellan.lock;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** A pool as servers have it: closing a connection keeps its session, with all that it holds. */
final class SmallPool implements AutoCloseable {

  private final DataSource sessions;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

  SmallPool(DataSource sessions) {
    this.sessions = sessions;
  }

  DataSource dataSource() {
    return Proxies.dataSource(this::borrow);
  }

  /** The sessions that are in the pool, last used first. */
  Deque<Connection> idle() {
    return idle;
  }

  private Connection borrow() throws SQLException {
    Connection pooled = idle.poll();
    return lend(pooled == null ? sessions.getConnection() : pooled);
  }

  private Connection lend(Connection session) {
    var closed = new AtomicBoolean();
    return Proxies.of(
        Connection.class,
        (proxy, method, args) -> {
          if (!method.getName().equals("close")) {
            return Proxies.call(session, method, args);
          }
          if (closed.compareAndSet(false, true) && !session.isClosed()) {
            idle.push(session);
          }
          return null;
        });
  }

  @Override
  public void close() throws SQLException {
    for (Connection session : idle) {
      session.close();
    }
  }
}

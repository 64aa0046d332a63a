package org.castellan.lock;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pooler in transaction mode: each statement, or transaction, of a connection runs on whatever
 * session is free. For one thread.
 */
final class TransactionPooler implements AutoCloseable {

  /** Which of the free sessions comes next. */
  enum Order {
    LAST_USED_FIRST,
    IN_TURN
  }

  private final Order order;
  private final Deque<Connection> free = new ArrayDeque<>();
  private final Map<Object, Connection> transactions = new HashMap<>();

  TransactionPooler(DataSource database, int sessions, Order order) throws SQLException {
    this.order = order;
    for (int i = 0; i < sessions; i++) {
      free.add(database.getConnection());
    }
  }

  DataSource dataSource() {
    return Proxies.dataSource(this::open);
  }

  private Connection open() {
    var name = new Object();
    return Proxies.of(
        Connection.class,
        (proxy, method, args) ->
            switch (method.getName()) {
              case "setAutoCommit" -> setAutoCommit(name, (boolean) args[0]);
              case "createStatement" -> statement(name);
              case "rollback" -> endTransaction(name);
              case "getNetworkTimeout" -> 0;
              case "setNetworkTimeout", "close" -> null;
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private @Nullable Object setAutoCommit(Object name, boolean on) throws SQLException {
    if (!on) {
      Connection session = free.pop();
      session.setAutoCommit(false);
      transactions.put(name, session);
    }
    return null;
  }

  private @Nullable Object endTransaction(Object name) throws SQLException {
    Connection session = transactions.remove(name);
    if (session != null) {
      session.rollback();
      session.setAutoCommit(true);
      giveBack(session);
    }
    return null;
  }

  private Statement statement(Object name) throws SQLException {
    Connection mine = transactions.get(name);
    Connection session = mine == null ? free.pop() : mine;
    Statement real = session.createStatement();
    return Proxies.of(
        Statement.class,
        (proxy, method, args) -> {
          if (method.getName().equals("close") && mine == null) {
            giveBack(session);
          }
          return Proxies.call(real, method, args);
        });
  }

  private void giveBack(Connection session) {
    if (order == Order.LAST_USED_FIRST) {
      free.push(session);
    } else {
      free.add(session);
    }
  }

  @Override
  public void close() throws SQLException {
    for (Connection session : free) {
      session.close();
    }
  }
}

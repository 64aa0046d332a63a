package org.castellan.runtime.container;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * Lets at most so many connections out at once, whatever the pool behind it would give. Thread-safe
 * and first come, first served.
 */
public final class BoundedDataSource extends DelegatingDataSource {

  /** PostgreSQL's {@code too_many_connections}: whoever gets it may try again later. */
  public static final String BUSY = "53300";

  private final int size;
  private final Semaphore permits;
  private final Duration wait;

  /**
   * @param size how many connections
   * @param wait how long a caller waits for one
   */
  public BoundedDataSource(DataSource pool, int size, Duration wait) {
    super(pool);
    this.size = size;
    this.permits = new Semaphore(size, true);
    this.wait = wait;
  }

  /**
   * A connection, whose {@code close} makes room for the next.
   *
   * @throws SQLTransientConnectionException with the state {@link #BUSY} when none came free
   */
  @Override
  public Connection getConnection() throws SQLException {
    enter();
    try {
      return leavingOnClose(pool().getConnection());
    } catch (SQLException | RuntimeException e) {
      permits.release();
      throw e;
    }
  }

  /** How many connections are out now. */
  public int inUse() {
    return size - permits.availablePermits();
  }

  /** How many may be out at once. */
  public int size() {
    return size;
  }

  private void enter() throws SQLException {
    try {
      if (!permits.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new SQLTransientConnectionException(
            "all of this replica's database connections were busy for " + wait, BUSY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("interrupted in wait for a connection", BUSY, e);
    }
  }

  private Connection leavingOnClose(Connection connection) {
    var open = new AtomicBoolean(true);
    return (Connection)
        Proxy.newProxyInstance(
            BoundedDataSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                if (method.getName().equals("close") && open.getAndSet(false)) {
                  permits.release();
                }
              }
            });
  }
}

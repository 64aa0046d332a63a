package org.castellan.lock;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Threads that count in the database under a lock, reading and writing apart: two holders at once
 * would lose a count, or meet inside.
 */
public final class FuzzWorker {

  static final int THREADS = 4;
  static final int COUNTS = 40;

  private final SmallPool pool;
  private final DistributedLock lock;
  private final PGSimpleDataSource database;
  private final LockKey key;

  private FuzzWorker(String url, LockKey key, ScheduledThreadPoolExecutor heartbeats) {
    this.database = new PGSimpleDataSource();
    database.setURL(url);
    this.pool = new SmallPool(database);
    this.key = key;
    this.lock =
        new PostgresLock(
            pool.dataSource(), heartbeats, LeaseSettings.of(Duration.ofSeconds(3)), () -> false);
  }

  /** {@code args}: the database's URL, the lock's name. */
  public static void main(String[] args) throws ExecutionException, InterruptedException {
    run(args[0], new LockKey(args[1]));
    System.exit(0);
  }

  static void run(String url, LockKey key) throws ExecutionException, InterruptedException {
    var heartbeats = new ScheduledThreadPoolExecutor(2 * THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    var worker = new FuzzWorker(url, key, heartbeats);
    try {
      List<Future<?>> working = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        working.add(threads.submit(() -> worker.count(COUNTS)));
      }
      for (Future<?> each : working) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
      heartbeats.shutdownNow();
    }
  }

  private void count(int times) {
    try (Connection connection = database.getConnection()) {
      for (int done = 0; done < times; ) {
        var lease = lock.tryAcquire(key);
        if (lease.isPresent()) {
          try (Lease held = lease.get()) {
            countOnce(connection, held);
          }
          done++;
        } else {
          LockSupport.parkNanos(1_000_000);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void countOnce(Connection connection, Lease held) throws SQLException {
    int inside = query(connection, "update fuzz set inside = inside + 1 returning inside");
    int before = query(connection, "select counter from fuzz");
    query(connection, "update fuzz set counter = " + (before + 1) + " returning counter");
    query(connection, "update fuzz set inside = inside - 1 returning inside");
    if (inside != 1 || held.isLost()) {
      throw new IllegalStateException(inside + " holders, lost " + held.isLost());
    }
  }

  private static int query(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}

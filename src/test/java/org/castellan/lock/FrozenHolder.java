package org.castellan.lock;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.postgresql.ds.PGSimpleDataSource;

/** A process that holds a lock and says when it has it and when it has lost it. */
public final class FrozenHolder {

  private FrozenHolder() {}

  /** {@code args}: the database's URL, the lock's name, the lease's life in milliseconds. */
  public static void main(String[] args) throws InterruptedException {
    var source = new PGSimpleDataSource();
    source.setURL(args[0]);
    var settings = LeaseSettings.of(Duration.ofMillis(Long.parseLong(args[2])));
    var executor = new ScheduledThreadPoolExecutor(2);
    var lock = new PostgresLock(source, executor, settings, () -> false);
    Lease lease = lock.tryAcquire(new LockKey(args[1])).orElseThrow();
    var lost = new CountDownLatch(1);
    lease.onLost(lost::countDown);
    System.out.println(lease.sessionPid());
    lost.await();
    System.out.println("lost " + lease.isLost());
    executor.shutdown();
  }
}

package org.castellan.lock;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.castellan.testkit.OnEveryPostgres;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lock that PostgreSQL keeps, as the contract has it. */
@OnEveryPostgres
class PostgresLockTest extends DistributedLockContract {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(4);
  private final PostgresLock lock = replica();
  private final PostgresLock peer = replica();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Override
  protected DistributedLock lock() {
    return lock;
  }

  @Override
  protected DistributedLock peer() {
    return peer;
  }

  @Override
  protected void lose(Lease lease) {
    db.jdbi().useHandle(h -> h.execute("select pg_terminate_backend(?)", lease.sessionPid()));
  }

  private PostgresLock replica() {
    return new PostgresLock(
        db.dataSource(), executor, LeaseSettings.of(Duration.ofSeconds(2)), () -> false);
  }
}

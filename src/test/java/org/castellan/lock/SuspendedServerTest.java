package org.castellan.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.castellan.testkit.SuspendableExecutor;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 2, where the server runs no scheduled tasks for a while. */
class SuspendedServerTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final LockKey key = new LockKey("castellan:test:" + UUID.randomUUID());
  private final SuspendableExecutor executor = new SuspendableExecutor(4);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void leaseThatNobodyLooksAfterCountsAsLostLongBeforeItsEnd() {
    PostgresLock lock = lock(Duration.ofMinutes(1));
    Lease lease = lock.tryAcquire(key).orElseThrow();
    executor.suspend();
    await().until(lease::isLost);
    assertThat(lease.remaining()).isGreaterThan(Duration.ofSeconds(30));
    lease.close();
    lock(Duration.ofMinutes(1)).tryAcquire(key).orElseThrow().close();
  }

  @Test
  void leasesAreLookedAfterAgainWhenTheServerIsResumed() {
    Duration ttl = Duration.ofSeconds(2);
    PostgresLock lock = lock(ttl);
    Lease lease = lock.tryAcquire(key).orElseThrow();
    executor.suspend();
    await().until(lease::isLost);
    lease.close();
    executor.resume();
    try (Lease next = lock.tryAcquire(key).orElseThrow()) {
      await().during(ttl.plusSeconds(1)).atMost(ttl.plusSeconds(5)).until(() -> !next.isLost());
    }
  }

  private PostgresLock lock(Duration ttl) {
    return new PostgresLock(db.dataSource(), executor, LeaseSettings.of(ttl), () -> false);
  }
}

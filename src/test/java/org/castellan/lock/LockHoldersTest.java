package org.castellan.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LockHoldersTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2);
  private final LockHolders holders = new LockHolders(db.jdbi());

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  /** Keys whose first bits are set and not: their halves are put together without a sign. */
  @Test
  void holderIsTheSessionOfTheLeaseWhileItIsHeld() {
    var lock =
        new PostgresLock(
            db.dataSource(), executor, LeaseSettings.of(Duration.ofSeconds(9)), () -> false);
    for (int i = 0; i < 8; i++) {
      var key = new LockKey("castellan:test:" + UUID.randomUUID());
      var free = new LockKey("castellan:test:" + UUID.randomUUID());
      try (Lease lease = lock.tryAcquire(key).orElseThrow()) {
        LockHolder holder = only(holders.of(List.of(key, free)));
        assertThat(holder.key()).isEqualTo(key);
        assertThat(holder.sessionPid()).isEqualTo(lease.sessionPid());
        assertThat(holder.address()).contains("127.0.0.1");
        assertThat(holder.sessionAge()).isPositive();
        assertThat(holder.silence()).isBetween(Duration.ZERO, holder.sessionAge());
      }
      assertThat(holders.of(List.of(key, free))).isEmpty();
    }
  }

  private static LockHolder only(List<LockHolder> found) {
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}

package org.castellan.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.castellan.testkit.ChildProcess;
import org.castellan.testkit.OnEveryPostgres;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@OnEveryPostgres
class FrozenProcessTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final Duration TTL = Duration.ofSeconds(2);

  private final LockKey key = new LockKey("castellan:test:" + UUID.randomUUID());
  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  /** Promise 2: the kernel of a frozen process keeps its connection, and the server ends it. */
  @Test
  void frozenHolderIsReplacedWithinTheLease() throws IOException, InterruptedException {
    var lock = new PostgresLock(db.dataSource(), executor, LeaseSettings.of(TTL), () -> false);
    try (ChildProcess holder =
        ChildProcess.run(FrozenHolder.class, db.url(), key.name(), Long.toString(TTL.toMillis()))) {
      int pid = Integer.parseInt(holder.line());
      assertThat(lock.tryAcquire(key)).as("it is held").isEmpty();
      holder.freeze();
      Lease successor =
          await()
              .atMost(TTL.multipliedBy(5))
              .until(() -> lock.tryAcquire(key), Optional::isPresent)
              .orElseThrow();
      assertThat(successor.sessionPid()).isNotEqualTo(pid);
      holder.thaw();
      assertThat(holder.line()).as("what it knows when it wakes").isEqualTo("lost true");
      assertThat(successor.isLost()).isFalse();
      successor.close();
    }
  }
}

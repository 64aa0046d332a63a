package org.castellan.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A lock whose database is there but does not answer, or only so. */
class BrokenNetworkTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  /** Promise 3, and some room for a busy machine. */
  private static final Duration RELEASE = Duration.ofSeconds(6);

  private final LockKey key = new LockKey("castellan:test:" + UUID.randomUUID());
  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(4);
  private final FaultyProxy network = FaultyProxy.to(TestDatabase.port());

  @AfterEach
  void stop() {
    executor.shutdownNow();
    network.close();
  }

  static Stream<Named<Consumer<FaultyProxy>>> hangs() {
    return Stream.of(
        Named.of("no answer", FaultyProxy::stall),
        Named.of("nothing passes", FaultyProxy::halfOpen),
        Named.of("byte by byte", network -> network.drip(Duration.ofMillis(400))),
        Named.of("reset", FaultyProxy::cut));
  }

  /** Promise 3: unlocking takes 5 s at most. */
  @ParameterizedTest
  @MethodSource("hangs")
  void unlockIsBoundedHoweverTheDatabaseHangs(Consumer<FaultyProxy> hang) {
    Lease lease = lock(Duration.ofSeconds(60)).tryAcquire(key).orElseThrow();
    hang.accept(network);
    long start = System.nanoTime();
    lease.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(RELEASE);
    network.pass();
    takenByAPeer();
  }

  /** A heartbeat in flight may wait nearly a whole lease; the release does not wait for it. */
  @Test
  void unlockDoesNotWaitForAHeartbeatInFlight() {
    Lease lease = lock(Duration.ofSeconds(6)).tryAcquire(key).orElseThrow();
    network.stall();
    await().until(() -> lease.remaining().compareTo(Duration.ofSeconds(4)) < 0);
    long start = System.nanoTime();
    lease.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(RELEASE);
    network.pass();
    takenByAPeer();
  }

  @Test
  void holderBehindADeadNetworkLosesItsLeaseWhileItsHeartbeatHangs() throws Exception {
    Lease lease = lock(Duration.ofSeconds(2)).tryAcquire(key).orElseThrow();
    var lost = new CountDownLatch(1);
    lease.onLost(lost::countDown);
    network.halfOpen();
    lost.await();
    assertThat(lease.isLost()).isTrue();
    takenByAPeer();
    lease.close();
  }

  @ParameterizedTest
  @MethodSource("hangs")
  void acquireThatHangsFailsAndLeavesNoLock(Consumer<FaultyProxy> hang) throws Exception {
    try (var pool = new SmallPool(source())) {
      pool.dataSource().getConnection().close();
      hang.accept(network);
      var lock =
          new PostgresLock(
              pool.dataSource(), executor, LeaseSettings.of(Duration.ofSeconds(2)), () -> false);
      assertThatExceptionOfType(LockException.class).isThrownBy(() -> lock.tryAcquire(key));
      assertThat(pool.idle()).as("nothing doubtful goes back").isEmpty();
      network.pass();
      takenByAPeer();
    }
  }

  private void takenByAPeer() {
    var peer =
        new PostgresLock(
            db.dataSource(), executor, LeaseSettings.of(Duration.ofSeconds(2)), () -> false);
    await().until(() -> peer.tryAcquire(key), Optional::isPresent).orElseThrow().close();
  }

  private PostgresLock lock(Duration ttl) {
    return new PostgresLock(source(), executor, LeaseSettings.of(ttl), () -> false);
  }

  private PGSimpleDataSource source() {
    var source = new PGSimpleDataSource();
    source.setURL(db.url().replace(":" + TestDatabase.port() + "/", ":" + network.port() + "/"));
    return source;
  }
}

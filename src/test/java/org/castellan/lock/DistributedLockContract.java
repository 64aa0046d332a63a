package org.castellan.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every lock does, wherever it is kept. */
public abstract class DistributedLockContract {

  private final LockKey key = new LockKey("castellan:test:" + UUID.randomUUID());

  /** A lock of one replica. */
  protected abstract DistributedLock lock();

  /** A lock of another replica of the same cluster. */
  protected abstract DistributedLock peer();

  /** Takes the lock away from its holder, as a broken session does. */
  protected abstract void lose(Lease lease);

  @Test
  void freeLockIsTaken() {
    try (Lease lease = take(lock(), key)) {
      assertThat(lease.key()).isEqualTo(key);
      assertThat(lease.sessionPid()).isPositive();
      assertThat(lease.isLost()).isFalse();
      assertThat(lease.remaining()).isPositive();
    }
  }

  @Test
  void heldLockIsNotTakenAgain() {
    try (Lease lease = take(lock(), key)) {
      assertThat(lock().tryAcquire(key)).isEmpty();
      assertThat(peer().tryAcquire(key)).isEmpty();
      assertThat(lease.isLost()).isFalse();
    }
  }

  @Test
  void closedLeaseFreesTheLockForEverybody() {
    for (int i = 0; i < 10; i++) {
      take(lock(), key).close();
      take(peer(), key).close();
    }
  }

  @Test
  void onlyItsOwnLockIsFreed() {
    LockKey other = new LockKey(key.name() + ":other");
    try (Lease kept = take(lock(), key)) {
      take(lock(), other).close();
      assertThat(peer().tryAcquire(key)).isEmpty();
      assertThat(kept.isLost()).isFalse();
    }
  }

  @Test
  void closingAgainDoesNotFreeTheSuccessorsLock() {
    Lease first = take(lock(), key);
    first.close();
    try (Lease successor = take(lock(), key)) {
      first.close();
      assertThat(peer().tryAcquire(key)).isEmpty();
      assertThat(successor.isLost()).isFalse();
    }
  }

  @Test
  void closedLeaseHoldsNothing() {
    Lease lease = take(lock(), key);
    var told = new AtomicInteger();
    lease.onLost(told::incrementAndGet);
    lease.close();
    lease.onLost(told::incrementAndGet);
    assertThat(lease.isLost()).isTrue();
    assertThat(lease.remaining()).isZero();
    assertThat(told).as("a closed lease was not lost").hasValue(0);
  }

  @Test
  void lostLeaseTellsItsHolderOnce() {
    Lease lease = take(lock(), key);
    var told = new AtomicInteger();
    lease.onLost(told::incrementAndGet);
    lose(lease);
    await().until(() -> told.get() == 1);
    assertThat(lease.isLost()).isTrue();
    assertThat(lease.remaining()).isZero();
    lose(lease);
    lease.close();
    assertThat(told).hasValue(1);
    assertThat(lease.isLost()).isTrue();
  }

  @Test
  void actionOnAnOldLossRunsAtOnce() {
    try (Lease lease = take(lock(), key)) {
      loseForGood(lease);
      var told = new AtomicInteger();
      lease.onLost(told::incrementAndGet);
      assertThat(told).hasValue(1);
    }
  }

  @Test
  void failingActionDoesNotKeepTheOthersFromRunning() {
    try (Lease lease = take(lock(), key)) {
      var told = new CountDownLatch(1);
      lease.onLost(
          () -> {
            throw new IllegalStateException("an action that fails");
          });
      lease.onLost(told::countDown);
      lose(lease);
      await().until(() -> told.getCount() == 0);
    }
  }

  @Test
  void lostLockIsTakenByAnotherAndStaysIts() {
    Lease lost = take(lock(), key);
    loseForGood(lost);
    try (Lease successor = await().until(() -> peer().tryAcquire(key), Optional::isPresent).get()) {
      lost.close();
      assertThat(lock().tryAcquire(key)).isEmpty();
      assertThat(successor.isLost()).isFalse();
    }
  }

  @Test
  void ownLostLockCanBeTakenAgain() {
    Lease lost = take(lock(), key);
    loseForGood(lost);
    await().until(() -> lock().tryAcquire(key), Optional::isPresent).get().close();
    lost.close();
  }

  @Test
  void ofManyThatTryAtOnceOneWins() throws InterruptedException {
    var winners = new AtomicInteger();
    var start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 8; i++) {
      DistributedLock mine = i % 2 == 0 ? lock() : peer();
      threads.execute(
          () -> {
            awaitQuietly(start);
            mine.tryAcquire(key).ifPresent(lease -> winners.incrementAndGet());
          });
    }
    start.countDown();
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(winners).hasValue(1);
  }

  @Test
  void interruptedHolderGivesTheLockBackAndStaysInterrupted() {
    Lease lease = take(lock(), key);
    Thread.currentThread().interrupt();
    lease.close();
    assertThat(Thread.interrupted()).isTrue();
    take(peer(), key).close();
  }

  protected static Lease take(DistributedLock lock, LockKey key) {
    Optional<Lease> lease = lock.tryAcquire(key);
    assertThat(lease).as("the lease of %s", key.name()).isPresent();
    return lease.orElseThrow();
  }

  private void loseForGood(Lease lease) {
    var told = new CountDownLatch(1);
    lease.onLost(told::countDown);
    lose(lease);
    await().atMost(Duration.ofSeconds(10)).until(() -> told.getCount() == 0);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

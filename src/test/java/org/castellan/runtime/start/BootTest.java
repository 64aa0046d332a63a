package org.castellan.runtime.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.testkit.SuspendableExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BootTest {

  private final SuspendableExecutor executor = new SuspendableExecutor(2);
  private final Lifecycle lifecycle = new Lifecycle();
  private final AtomicInteger ends = new AtomicInteger();

  @AfterEach
  void end() {
    executor.shutdownNow();
  }

  @Test
  void waitsForWhatIsNotThereYetAndSaysSo() {
    var there = new AtomicBoolean();
    var boot = boot(new Step("No database.", () -> require(there.get())));
    boot.start();
    await().until(() -> lifecycle.waitingFor().equals("No database."));
    assertThat(lifecycle.isStarted()).isFalse();
    there.set(true);
    await().until(lifecycle::isStarted);
  }

  @Test
  void aServerThatIsSuspendedMeanwhileOnlyDelaysIt() {
    var there = new AtomicBoolean();
    executor.suspend();
    boot(new Step("No database.", () -> require(there.get()))).start();
    await().until(() -> executor.passedOver() > 0);
    there.set(true);
    executor.resume();
    await().until(lifecycle::isStarted);
  }

  /** As Payara does now and then with what it is given while it deploys. */
  @Test
  void aFirstAttemptThatTheServerDropsIsMadeUpFor() {
    var dropping =
        new ScheduledThreadPoolExecutor(1) {
          @Override
          public Future<?> submit(Runnable task) {
            return super.submit(() -> {});
          }
        };
    try {
      new Boot(dropping, lifecycle, List.of(), ends::incrementAndGet, Duration.ofMillis(10))
          .start();
      await().until(lifecycle::isStarted);
    } finally {
      dropping.shutdownNow();
    }
  }

  @Test
  void isNotTriedAgainOnceItHasSucceeded() {
    var tries = new AtomicInteger();
    boot(new Step("Not at once.", () -> require(tries.incrementAndGet() > 1))).start();
    await().until(lifecycle::isStarted);
    await().until(() -> executor.getQueue().isEmpty() && executor.getActiveCount() == 0);
    assertThat(tries).hasValue(2);
  }

  @Test
  void laterStepsAreTakenOnlyAfterEarlierOnes() {
    var later = new AtomicInteger();
    var boot = boot(new Step("No.", () -> require(false)), new Step("", later::incrementAndGet));
    boot.start();
    await().until(() -> lifecycle.waitingFor().equals("No."));
    boot.stop();
    assertThat(later).hasValue(0);
    assertThat(lifecycle.isStarted()).isFalse();
  }

  @Test
  void stopsOnce() {
    var boot = boot();
    boot.start();
    await().until(lifecycle::isStarted);
    boot.stop();
    boot.stop();
    assertThat(ends).hasValue(1);
  }

  @Test
  void whatWasBegunWhileItStoppedEndsToo() {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var boot =
        boot(
            new Step(
                "",
                () -> {
                  begun.countDown();
                  awaitUninterruptibly(go);
                }));
    boot.start();
    awaitUninterruptibly(begun);
    boot.stop();
    go.countDown();
    await().until(() -> ends.get() == 2);
    assertThat(lifecycle.isStarted()).isFalse();
  }

  private Boot boot(Step... steps) {
    return new Boot(
        executor, lifecycle, List.of(steps), ends::incrementAndGet, Duration.ofMillis(10));
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalStateException("not yet");
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // That is what it must withstand.
      }
    }
  }
}

package org.castellan.runtime.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BootTest {

  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
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
    await().untilAtomic(ends, org.hamcrest.Matchers.equalTo(2));
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

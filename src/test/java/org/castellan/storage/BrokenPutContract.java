package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.castellan.storage.BlobStore.Content;
import org.castellan.testkit.BrokenStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is wrong or cancelled leaves nothing behind: no object, no upload half done. Promise 6: only
 * what was acknowledged is there.
 */
public abstract class BrokenPutContract extends StoreKit {

  private static final int MIB = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300_000, 5 * MIB})
  void wrongDigestLeavesNothingBehind(int size) {
    byte[] bytes = upTo(size);
    var wrong = new Content(stream(bytes), bytes.length, Sha256.hex(bytes(size + 1)));
    assertThatThrownBy(() -> store.put(key, wrong, soon()))
        .isInstanceOf(ContentMismatchException.class);
    assertNothingThere();
  }

  @Test
  void shortStreamLeavesNothingBehind() {
    byte[] bytes = bytes(300_000);
    var announced = new Content(stream(Arrays.copyOf(bytes, 299_999)), 300_000, Sha256.hex(bytes));
    assertThatThrownBy(() -> store.put(key, announced, soon()))
        .isInstanceOf(ContentMismatchException.class);
    assertNothingThere();
  }

  @Test
  void longStreamLeavesNothingBehind() {
    byte[] bytes = bytes(1000);
    var announced = new Content(stream(bytes), 999, Sha256.hex(Arrays.copyOf(bytes, 999)));
    assertThatThrownBy(() -> store.put(key, announced, soon()))
        .isInstanceOf(ContentMismatchException.class);
    assertNothingThere();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 300_000, 5 * MIB})
  void senderWhoGoesAwayHalfWayLeavesNothingBehind(int size) {
    byte[] bytes = upTo(size);
    var content = new Content(BrokenStream.gone(half(bytes)), bytes.length, Sha256.hex(bytes));
    assertThatThrownBy(() -> store.put(key, content, soon()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the sender went away");
    assertNothingThere();
  }

  @Test
  void interruptedWriterLeavesNothingBehind() throws InterruptedException {
    byte[] bytes = upTo(5 * MIB);
    var halfWay = new CountDownLatch(1);
    InputStream waits = BrokenStream.after(half(bytes), () -> waitForInterrupt(halfWay));
    var content = new Content(waits, bytes.length, Sha256.hex(bytes));
    var thrown = new AtomicReference<Throwable>();
    var writer = new Thread(() -> store.put(key, content, soon()), "writer");
    writer.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
    writer.start();
    halfWay.await();
    writer.interrupt();
    writer.join();
    assertThat(thrown.get()).isInstanceOfAny(UncheckedIOException.class, StorageException.class);
    assertNothingThere();
  }

  @Test
  void failedPutDoesNotHarmWhatIsThere() {
    byte[] bytes = bytes(1000);
    store.put(key, content(bytes), soon());
    var wrong = new Content(stream(bytes(1001)), 1001, Sha256.hex(bytes));
    assertThatThrownBy(() -> store.put(key, wrong, soon()))
        .isInstanceOf(ContentMismatchException.class);
    assertThat(read()).isEqualTo(bytes);
  }

  @Test
  void expiredDeadlineStoresNothing() {
    Deadline past = Deadline.in(Duration.ZERO);
    assertThatThrownBy(() -> store.put(key, content(bytes(10)), past))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.failure().errorClass()).isEqualTo(ErrorClass.TIMEOUT));
    assertNothingThere();
  }

  private static InputStream half(byte[] bytes) {
    return stream(Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static void waitForInterrupt(CountDownLatch halfWay) throws IOException {
    halfWay.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}

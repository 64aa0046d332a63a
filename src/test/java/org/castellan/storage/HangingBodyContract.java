package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.castellan.storage.BlobStore.Content;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.GeneratedBytes;
import org.junit.jupiter.api.Test;

/** Promise 3: a transfer that stalls half-way ends in time too, and its socket with it. */
abstract class HangingBodyContract extends NetworkKit {

  static final Duration DEADLINE = Duration.ofSeconds(2);

  private static final int LARGE = 20_000_000;

  final String key = "sha256/" + UUID.randomUUID().toString().replace("-", "").repeat(2);

  @Test
  void whileAnUploadStalls() {
    try (FaultyProxy proxy = FaultyProxy.to(fixture.port());
        BlobStore store = open(proxy.port())) {
      assertEndsInTime(() -> store.put(key, stallingHalfWay(proxy), in(DEADLINE)));
      assertClosed(proxy);
    }
    try (BlobStore direct = open(fixture.port())) {
      assertThat(direct.describe(key, in(DEADLINE.multipliedBy(5)))).isEmpty();
    }
  }

  @Test
  void whileADownloadStalls() {
    storeDirectly();
    try (FaultyProxy proxy = FaultyProxy.to(fixture.port());
        BlobStore store = open(proxy.port())) {
      for (Runnable fault :
          List.<Runnable>of(proxy::stall, () -> proxy.drip(Duration.ofMillis(300)))) {
        assertEndsInTime(() -> getThrough(store, fault));
        assertClosed(proxy);
      }
    }
  }

  @Test
  void closingADownloadEarlyEndsItsConnection() throws IOException {
    storeDirectly();
    try (FaultyProxy proxy = FaultyProxy.to(fixture.port());
        BlobStore store = open(proxy.port())) {
      try (Blob blob = store.get(key, Part.WHOLE, in(DEADLINE.multipliedBy(10))).orElseThrow()) {
        assertThat(blob.stream().read()).isNotNegative();
        proxy.stall();
      }
      assertClosed(proxy);
    }
  }

  private void storeDirectly() {
    try (BlobStore direct = open(fixture.port())) {
      direct.put(key, large(new GeneratedBytes(LARGE, 1)), in(DEADLINE.multipliedBy(10)));
    }
  }

  private void getThrough(BlobStore store, Runnable fault) {
    try (Blob blob = store.get(key, Part.WHOLE, in(DEADLINE)).orElseThrow()) {
      fault.run();
      blob.stream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new AssertionError("a time-out is a StorageException", e);
    }
  }

  private static Content stallingHalfWay(FaultyProxy proxy) {
    var bytes = new GeneratedBytes(LARGE, 1);
    return large(
        new InputStream() {
          private long read;

          @Override
          public int read() {
            return bytes.read();
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            read += length;
            if (read > LARGE / 2) {
              proxy.halfOpen();
            }
            return bytes.read(buffer, offset, length);
          }
        });
  }

  private static Content large(InputStream stream) {
    return new Content(stream, LARGE, GeneratedBytes.sha256(LARGE, 1));
  }

  static void assertEndsInTime(Runnable call) {
    long start = System.nanoTime();
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.failure().errorClass()).isEqualTo(ErrorClass.TIMEOUT));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.plusSeconds(1));
  }

  /** With a fault still on, the proxy learns of a close when it is lifted. */
  static void assertClosed(FaultyProxy proxy) {
    proxy.pass();
    await().until(() -> proxy.openConnections() == 0);
  }
}

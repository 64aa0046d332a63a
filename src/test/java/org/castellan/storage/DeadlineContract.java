package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.castellan.storage.BlobStore.Content;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.FullListener;
import org.castellan.testkit.GeneratedBytes;
import org.junit.jupiter.api.Test;

/**
 * Promise 3: however the provider hangs, a call ends within its deadline and a second, as a
 * time-out, and its sockets and threads are gone. A lookup of a name cannot be interrupted: its
 * threads are few and bounded.
 */
public abstract class DeadlineContract extends NetworkKit {

  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final int LARGE = 20_000_000;

  /** What libraries keep for all calls: a watchdog, a runner of idle tasks. */
  private static final int SHARED_THREADS = 4;

  private final String key = "sha256/" + UUID.randomUUID().toString().replace("-", "").repeat(2);

  @Test
  void whileResolving() {
    try (BlobStore store = open(URI.create("http://" + KitPolicy.HANGING))) {
      assertAllEndInTime(store);
    }
  }

  @Test
  void whileConnecting() {
    try (var full = new FullListener();
        BlobStore store = open(full.endpoint())) {
      assertAllEndInTime(store);
    }
  }

  @Test
  void inTheHandshakeOfTls() {
    try (FaultyProxy proxy = FaultyProxy.to(fixture.port());
        BlobStore store = open(URI.create("https://127.0.0.1:" + proxy.port()))) {
      proxy.halfOpen();
      assertAllEndInTime(store);
      assertClosed(proxy);
    }
  }

  @Test
  void whileTheHeadersStall() {
    try (FaultyProxy proxy = FaultyProxy.to(fixture.port());
        BlobStore store = open(proxy.port())) {
      proxy.stall();
      assertAllEndInTime(store);
      assertClosed(proxy);
    }
  }

  @Test
  void whileTheAnswerDrips() {
    try (FaultyProxy proxy = FaultyProxy.to(fixture.port());
        BlobStore store = open(proxy.port())) {
      proxy.drip(Duration.ofMillis(300));
      assertAllEndInTime(store);
      assertClosed(proxy);
    }
  }

  @Test
  void whileAnUploadStalls() {
    try (FaultyProxy proxy = FaultyProxy.to(fixture.port());
        BlobStore store = open(proxy.port())) {
      assertEndsInTime(() -> store.put(key, stallingHalfWay(proxy), in(DEADLINE)));
      assertClosed(proxy);
    }
    try (BlobStore direct = open(fixture.port())) {
      assertThat(direct.exists(key, in(DEADLINE.multipliedBy(5)))).isFalse();
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

  /** Every kind of call, twice, all at once: a thread that were left for each would show. */
  private void assertAllEndInTime(BlobStore store) {
    byte[] bytes = new byte[100];
    List<Runnable> calls =
        List.of(
            () -> probe(store),
            () -> store.put(key, StoreKit.content(bytes), in(DEADLINE)),
            () -> store.get(key, Part.WHOLE, in(DEADLINE)),
            () -> store.describe(key, in(DEADLINE)),
            () -> store.delete(key, in(DEADLINE)));
    int before = threads();
    Stream.concat(calls.stream(), calls.stream())
        .map(
            call -> CompletableFuture.runAsync(() -> assertEndsInTime(call), DeadlineContract::run))
        .toList()
        .forEach(CompletableFuture::join);
    await().until(() -> threads() <= before + SHARED_THREADS);
  }

  private static void probe(BlobStore store) {
    if (store.probe("token", in(DEADLINE)) instanceof ProbeResult.Broken broken) {
      throw new StorageException(broken.failure());
    }
  }

  private static void assertEndsInTime(Runnable call) {
    long start = System.nanoTime();
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.failure().errorClass()).isEqualTo(ErrorClass.TIMEOUT));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.plusSeconds(1));
  }

  private void getThrough(BlobStore store, Runnable fault) {
    try (Blob blob = store.get(key, Part.WHOLE, in(DEADLINE)).orElseThrow()) {
      fault.run();
      blob.stream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new AssertionError("a time-out is a StorageException", e);
    }
  }

  /** With a fault still on, the proxy learns of a close when it is lifted. */
  private static void assertClosed(FaultyProxy proxy) {
    proxy.pass();
    await().until(() -> proxy.openConnections() == 0);
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

  private static void run(Runnable work) {
    var thread = new Thread(work, "kit-call");
    thread.setDaemon(true);
    thread.start();
  }

  /** Those of the test kit aside, and those of lookups, which are bounded apart. */
  private static int threads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(
                name -> Stream.of("proxy-", "kit-", "castellan-dns").noneMatch(name::startsWith))
            .count();
  }
}

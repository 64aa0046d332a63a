package org.castellan.storage;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.FullListener;
import org.junit.jupiter.api.Test;

/**
 * Promise 3: however the provider hangs before it answers or in a transfer, a call ends within its
 * deadline and a second, as a time-out, and its sockets and threads are gone. A lookup of a name
 * cannot be interrupted: its threads are few and bounded.
 */
public abstract class DeadlineContract extends HangingBodyContract {

  /** What libraries keep for all calls: a watchdog, a runner of idle tasks. */
  private static final int SHARED_THREADS = 4;

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

package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.ThisMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client that providers get, in front of a server that never answers. */
class OutboundHttpTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  /** The client resolves hosts that are addresses by itself: they must not slip past the policy. */
  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "127.1", "2130706433", "[::1]", "[::ffff:7f00:1]", "localhost"})
  void refusedAddressIsNeverConnectedHoweverItIsWritten(String host) {
    try (FaultyProxy proxy = FaultyProxy.to(1)) {
      OkHttpClient client =
          OutboundHttp.open(new OutboundPolicy(OutboundPolicy.Mode.PUBLIC, List.of()));
      assertThatThrownBy(() -> get(client, "http://" + host + ":" + proxy.port() + "/", LONG))
          .satisfies(e -> assertThat(failure(e).errorClass()).isEqualTo(ErrorClass.MISCONFIGURED));
      assertThat(proxy.connections()).isZero();
    }
  }

  /** Promise 3: a name server that hangs takes no more of a call than its deadline. */
  @Test
  void hangingLookupEndsWithTheCall() {
    var never = new CountDownLatch(1);
    var lookup =
        new HostLookup(
            host -> {
              awaitQuietly(never);
              return new InetAddress[0];
            },
            LONG);
    try (var policy = new OutboundPolicy(OutboundPolicy.Mode.PUBLIC, List.of(), lookup)) {
      OkHttpClient client = OutboundHttp.open(policy);
      long start = System.nanoTime();
      assertThatThrownBy(() -> get(client, "http://hangs.example/", Duration.ofMillis(300)))
          .satisfies(e -> assertThat(failure(e).errorClass()).isEqualTo(ErrorClass.TIMEOUT));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1300));
    } finally {
      never.countDown();
    }
  }

  @Test
  void interruptClosesTheSocketThatIsWaitedOn() {
    try (FaultyProxy proxy = FaultyProxy.to(1)) {
      proxy.halfOpen();
      OkHttpClient client = OutboundHttp.open(ThisMachine.allowed());
      var ended = new CompletableFuture<Throwable>();
      var caller =
          new Thread(
              () -> ended.complete(caught(client, "http://127.0.0.1:" + proxy.port() + "/")));
      caller.start();
      await().until(() -> proxy.openConnections() == 1);
      await().until(() -> caller.getStackTrace().length > 0 && reading(caller));
      caller.interrupt();
      assertThat(failure(ended.orTimeout(5, TimeUnit.SECONDS).join()).errorClass())
          .isEqualTo(ErrorClass.TIMEOUT);
    }
  }

  private static boolean reading(Thread thread) {
    return List.of(thread.getStackTrace()).stream()
        .anyMatch(frame -> frame.getClassName().startsWith("sun.nio.ch"));
  }

  private static Throwable caught(OkHttpClient client, String url) {
    try {
      get(client, url, LONG);
      return new AssertionError("answered");
    } catch (IOException e) {
      return e;
    }
  }

  private static void get(OkHttpClient client, String url, Duration within) throws IOException {
    var call = client.newCall(new Request.Builder().url(url).build());
    call.timeout().timeout(within.toNanos(), TimeUnit.NANOSECONDS);
    try (Response answer = call.execute()) {
      answer.code();
    }
  }

  private static StorageFailure failure(Throwable e) {
    return NetworkFailures.of(e, cause -> Optional.empty()).orElseThrow();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package org.castellan.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyProxyTest {

  private HttpServer server;
  private FaultyProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
          }
        });
    server.start();
    proxy = FaultyProxy.to(server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    proxy.close();
    server.stop(0);
  }

  @Test
  void passesAndCountsConnections() throws IOException {
    assertThat(get(5000)).isEqualTo("hello");
    assertThat(proxy.connections()).isEqualTo(1);
  }

  @Test
  void stalledAndHalfOpenAnswersFlowWhenItPassesAgain() {
    for (Runnable fault : new Runnable[] {proxy::stall, proxy::halfOpen}) {
      fault.run();
      assertThatThrownBy(() -> get(200)).isInstanceOf(SocketTimeoutException.class);
      int before = proxy.connections();
      CompletableFuture<String> answer = CompletableFuture.supplyAsync(this::getUnchecked);
      await().until(() -> proxy.connections() > before);
      proxy.pass();
      assertThat(answer.join()).isEqualTo("hello");
    }
  }

  @Test
  void cutResetsOpenConnectionsAndNewOnes() {
    proxy.stall();
    CompletableFuture<String> answer = CompletableFuture.supplyAsync(this::getUnchecked);
    await().until(() -> proxy.connections() == 1);
    proxy.cut();
    assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class);
    assertThatThrownBy(() -> get(5000)).isInstanceOf(IOException.class);
    assertThat(proxy.openConnections()).isZero();
  }

  @Test
  void refusesUntilItPassesAgain() throws IOException {
    proxy.refuse();
    assertThatThrownBy(() -> get(5000)).isInstanceOf(ConnectException.class);
    proxy.pass();
    assertThat(get(5000)).isEqualTo("hello");
  }

  @Test
  void aDistantTargetAnswersLaterAndNoSlower() throws IOException {
    Duration latency = Duration.ofMillis(50);
    proxy.latency(latency);
    long begun = System.nanoTime();
    assertThat(get(5000)).isEqualTo("hello");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(latency);
  }

  @Test
  void damagesOneBitOfWhatIsSent() throws Exception {
    try (var target = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var damaging = FaultyProxy.to(target.getLocalPort())) {
      damaging.damage();
      try (var client = new Socket(InetAddress.getLoopbackAddress(), damaging.port());
          var server = target.accept()) {
        client.getOutputStream().write(new byte[100_000]);
        byte[] arrived = server.getInputStream().readNBytes(100_000);
        assertThat(BitSet.valueOf(arrived).cardinality()).isEqualTo(1);
      }
    }
  }

  @Test
  void dripsByteByByte() throws IOException {
    proxy.drip(Duration.ofMillis(1));
    assertThat(get(5000)).isEqualTo("hello");
  }

  private String getUnchecked() {
    try {
      return get(5000);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private String get(int timeoutMillis) throws IOException {
    var url = URI.create("http://127.0.0.1:" + proxy.port() + "/").toURL();
    var connection = (HttpURLConnection) url.openConnection();
    connection.setReadTimeout(timeoutMillis);
    connection.setRequestProperty("Connection", "close");
    try (var body = connection.getInputStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

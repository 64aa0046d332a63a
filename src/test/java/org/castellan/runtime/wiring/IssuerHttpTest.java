package org.castellan.runtime.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.UntrustedTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However the issuer answers, a request that waits for it ends soon. */
class IssuerHttpTest {

  private static final int KIB = 1 << 10;
  private final IssuerHttp http = new IssuerHttp();

  @SuppressWarnings("NullAway.Init")
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/large", exchange -> send(exchange, 200, 100 * KIB + 1));
    server.createContext("/full", exchange -> send(exchange, 200, 100 * KIB));
    server.createContext("/missing", exchange -> send(exchange, 404, 1));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/full");
          send(exchange, 302, 1);
        });
    server.start();
  }

  private static void send(HttpExchange exchange, int status, int size) throws IOException {
    exchange.sendResponseHeaders(status, size);
    exchange.getResponseBody().write(new byte[size]);
    exchange.close();
  }

  @AfterEach
  void close() {
    server.stop(0);
    http.close();
  }

  @Test
  void documentsUpToTheBoundAreRead() throws IOException {
    assertThat(http.retrieveResource(at("/full")).getContent()).hasSize(100 * KIB);
  }

  @Test
  void whatIsLargerIsNotReadToItsEnd() throws IOException {
    assertFails(at("/large"), "more than 100 KiB");
  }

  @Test
  void redirectsAndErrorsAreNoDocuments() throws IOException {
    assertFails(at("/moved"), "answers 302");
    assertFails(at("/missing"), "answers 404");
  }

  /** Each byte comes in time, and all of them never would. */
  @Test
  void anIssuerThatDripsIsLeftAfterThreeSeconds() throws IOException {
    try (FaultyProxy proxy = FaultyProxy.to(server.getAddress().getPort())) {
      proxy.drip(Duration.ofMillis(500));
      URL dripping = URI.create("http://127.0.0.1:" + proxy.port() + "/full").toURL();
      long start = System.nanoTime();
      assertThatThrownBy(() -> http.retrieveResource(dripping))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void aCertificateThatNobodySignedIsNotTrusted() {
    try (var untrusted = new UntrustedTls()) {
      assertThatThrownBy(() -> http.retrieveResource(untrusted.endpoint().resolve("/keys").toURL()))
          .isInstanceOf(SSLException.class);
    }
  }

  private void assertFails(URL address, String why) {
    assertThatThrownBy(() -> http.retrieveResource(address))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  private URL at(String path) throws MalformedURLException {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path).toURL();
  }
}

package org.castellan.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Spans come to the collector that the variables of {@code docs/observability.md} name. */
class CollectorIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Set<String> received = ConcurrentHashMap.newKeySet();

  @Test
  void theCollectorIsSentTheSpansOfThatService() throws IOException {
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/v1/traces",
        exchange -> {
          received.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    http.start();
    String address = "http://127.0.0.1:" + http.getAddress().getPort();
    try (var cluster = new TestCluster(WithAgent.to(address, new PayaraMicro()))) {
      cluster.register("traced");
      await().atMost(PATIENCE).until(() -> said("service.name", "castellan", "tick defaults"));
    } finally {
      http.stop(0);
    }
  }

  private boolean said(String... parts) {
    return received.stream().anyMatch(each -> Set.of(parts).stream().allMatch(each::contains));
  }
}

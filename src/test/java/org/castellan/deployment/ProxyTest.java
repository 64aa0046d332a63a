package org.castellan.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.castellan.run.Ports;
import org.castellan.testkit.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxy's file on the real proxy, before stand-ins for the three replicas. */
class ProxyTest {

  private static final Program HAPROXY = new Program("haproxy", "haproxy");

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Replica> replicas = List.of(new Replica(1), new Replica(2), new Replica(3));
  private final int port = Ports.free();

  /** Answers with its name, and about its health as it is told. */
  private static final class Replica {

    private final HttpServer server;
    private volatile boolean ready = true;

    Replica(int number) {
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      byte[] name = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
      server.createContext(
          "/",
          exchange -> {
            boolean health = exchange.getRequestURI().getPath().equals("/api/health/ready");
            exchange.sendResponseHeaders(health && !ready ? 503 : 200, name.length);
            exchange.getResponseBody().write(name);
            exchange.close();
          });
      server.start();
    }

    int port() {
      return server.getAddress().getPort();
    }
  }

  @AfterEach
  void end() {
    replicas.forEach(replica -> replica.server.stop(0));
  }

  @Test
  void onlyReplicasThatAreReadyAreAsked(@TempDir Path directory) throws Exception {
    Process proxy = start(directory);
    try {
      await().ignoreExceptions().until(() -> asked().equals(Set.of("1", "2", "3")));
      replicas.get(1).ready = false;
      await().ignoreExceptions().until(() -> asked().equals(Set.of("1", "3")));
      replicas.get(1).ready = true;
      await().ignoreExceptions().until(() -> asked().equals(Set.of("1", "2", "3")));
    } finally {
      proxy.destroyForcibly().onExit().join();
    }
  }

  private Process start(Path directory) throws IOException {
    String program = HAPROXY.require().toString();
    String text =
        ServerConfig.text("container/haproxy.cfg").replace("bind :8080", "bind 127.0.0.1:" + port);
    for (int i = 1; i <= replicas.size(); i++) {
      text =
          text.replace("castellan-%d:8080".formatted(i), "127.0.0.1:" + replicas.get(i - 1).port());
    }
    assertThat(text).doesNotContain(":8080");
    Path file = Files.writeString(directory.resolve("haproxy.cfg"), text);
    return new ProcessBuilder(program, "-db", "-f", file.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("haproxy.log").toFile())
        .start();
  }

  /** Which replicas answer a dozen requests. */
  private Set<String> asked() throws IOException, InterruptedException {
    var names = new HashSet<String>();
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/checkers"))
            .timeout(Duration.ofSeconds(5))
            .build();
    for (int i = 0; i < 12; i++) {
      names.add(http.send(request, BodyHandlers.ofString()).body());
    }
    return names;
  }
}

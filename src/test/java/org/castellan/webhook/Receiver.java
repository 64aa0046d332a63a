package org.castellan.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A real endpoint on this machine, which can be down and come back at the same address. */
final class Receiver implements AutoCloseable {

  /** A request that came. */
  record Told(String path, Headers headers, String body, int answer) {

    JsonObject json() {
      try (var reader = Json.createReader(new StringReader(body))) {
        return reader.readObject();
      }
    }

    String id() {
      return json().getString("id");
    }
  }

  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile IntSupplier answer = () -> 204;
  private int port;
  private @Nullable HttpServer server;

  Receiver() {
    start();
  }

  void start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    port = server.getAddress().getPort();
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    int status = answer.getAsInt();
    String path = exchange.getRequestURI().getPath();
    told.add(new Told(path, exchange.getRequestHeaders(), body, status));
    if (status == 302) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  void stop() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  /** What it answers from now on. */
  void answers(IntSupplier status) {
    answer = status;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port + "/hook?tenant=1");
  }

  /** All that came, in its order. */
  List<Told> all() {
    return List.copyOf(told);
  }

  /** The ids of what was taken, in its order. */
  List<String> taken() {
    return told.stream().filter(it -> it.answer() < 300).map(Told::id).toList();
  }

  @Override
  public void close() {
    stop();
    threads.shutdownNow();
  }
}

package org.castellan.validation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * As much of S3 as a probe needs, fast enough for thousands of them. The bucket {@code forbidden}
 * answers 403 and the bucket {@code cut} drops the connection.
 */
final class TinyS3 implements AutoCloseable {

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final HttpServer server;

  TinyS3(ExecutorService executor) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(executor);
    server.createContext("/", this::serve);
    server.start();
  }

  String location(String bucket) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + bucket;
  }

  int objects() {
    return objects.size();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      if (path.startsWith("/forbidden")) {
        answer(exchange, 403, new byte[0]);
      } else if (!path.startsWith("/cut")) {
        serve(exchange, path, body);
      }
    }
  }

  private void serve(HttpExchange exchange, String path, byte[] body) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        objects.put(path, content(exchange, body));
        answer(exchange, 200, new byte[0]);
      }
      case "GET" -> {
        Optional<byte[]> found = Optional.ofNullable(objects.get(path));
        answer(exchange, found.isPresent() ? 200 : 404, found.orElse(new byte[0]));
      }
      default -> {
        objects.remove(path);
        answer(exchange, 204, new byte[0]);
      }
    }
  }

  /** Over plain HTTP the client sends a signed chunk: its length in hexadecimal, then its bytes. */
  private static byte[] content(HttpExchange exchange, byte[] body) {
    String decoded = exchange.getRequestHeaders().getFirst("x-amz-decoded-content-length");
    if (decoded == null) {
      return body;
    }
    int begin = new String(body, StandardCharsets.ISO_8859_1).indexOf("\r\n") + 2;
    return Arrays.copyOfRange(body, begin, begin + Integer.parseInt(decoded));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("ETag", "\"" + body.length + "\"");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

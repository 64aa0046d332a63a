package org.castellan.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The WAR's files and those of its WebJars, served as a server does, but without an API. */
final class WebFiles implements AutoCloseable {

  static final Path DIRECTORY = Path.of("src", "main", "webapp");
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final HttpServer server;

  WebFiles() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", WebFiles::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().replaceFirst("^/$", "/index.html");
      byte[] content = content(path);
      exchange.getResponseHeaders().set("Content-Type", type(path));
      exchange.sendResponseHeaders(content.length == 0 ? NOT_FOUND : OK, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private static byte[] content(String path) throws IOException {
    if (path.startsWith("/webjars/")) {
      try (InputStream file = WebFiles.class.getResourceAsStream("/META-INF/resources" + path)) {
        return Objects.requireNonNull(file, path).readAllBytes();
      }
    }
    Path file = DIRECTORY.resolve(path.substring(1));
    return Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
  }

  private static String type(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "js" -> "text/javascript";
      case "css" -> "text/css";
      case "svg" -> "image/svg+xml";
      default -> "text/html";
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

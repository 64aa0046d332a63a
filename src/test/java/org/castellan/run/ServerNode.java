package org.castellan.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * One replica: the WAR on a server process of its own, on 127.0.0.1. Ends with this JVM, however
 * this JVM ends. Thread-safe.
 */
public final class ServerNode implements Node {

  private final String id;
  private final int port;
  private final Path root;
  private final Path log;
  private final Process process;

  private ServerNode(String id, int port, Path root, Path log, Process process) {
    this.id = id;
    this.port = port;
    this.root = root;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts the process and does not wait for it.
   *
   * @param home where its files, {@code logs/<id>.log} and {@code <id>.pid} go
   * @param environment on top of this process's own
   */
  public static ServerNode start(
      Server server, String id, int port, Path home, Map<String, String> environment) {
    try {
      Path root = Files.createDirectories(home.resolve("servers").resolve(id)).toAbsolutePath();
      Path log = Files.createDirectories(home.resolve("logs")).resolve(id + ".log");
      var builder = new ProcessBuilder(server.command(port, root));
      builder.environment().putAll(environment);
      builder.environment().putAll(server.environment());
      builder.environment().put("CASTELLAN_NODE_ID", id);
      builder.environment().put("CASTELLAN_NODE_ADDRESS", "http://127.0.0.1:" + port + "/");
      builder.redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
      var node = new ServerNode(id, port, root, log, builder.start());
      Files.writeString(home.resolve(id + ".pid"), node.pid() + "\n");
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Process process() {
    return process;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  /** The directory of the server's own. */
  Path root() {
    return root;
  }

  @Override
  public Path log() {
    return log;
  }

  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** What Castellan said when it refused to start; empty when it did not. */
  public Stream<String> refusals() {
    try {
      return Files.readAllLines(log).stream()
          .filter(line -> line.contains("Castellan does not start:"))
          .map(line -> line.substring(line.indexOf("Castellan does not start:")))
          .distinct();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

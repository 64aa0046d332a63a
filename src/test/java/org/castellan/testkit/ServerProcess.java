package org.castellan.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A server of the tests in a process of its own, listening on 127.0.0.1.
 *
 * @param log what it says, standard output and errors
 */
record ServerProcess(String name, Process process, int port, Path log) implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);

  /**
   * Returns when it listens, within a minute.
   *
   * @throws IllegalStateException if it ended or does not listen
   */
  static ServerProcess start(String name, ProcessBuilder command, int port, Path log)
      throws IOException {
    Process process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    var server = new ServerProcess(name, process, port, log);
    server.awaitListening();
    return server;
  }

  private void awaitListening() {
    long end = System.nanoTime() + START.toNanos();
    while (!listening()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new IllegalStateException(name + " did not start, see " + log);
      }
    }
  }

  private boolean listening() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return waitedForExit();
    }
  }

  /** A pause between two looks, which ends early with the process. */
  private boolean waitedForExit() {
    try {
      process.waitFor(50, TimeUnit.MILLISECONDS);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " started", e);
    }
  }

  /** Kills it. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

package org.castellan.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;
import org.castellan.run.Node;
import org.castellan.run.Signal;

/** A place in the cluster: its doors stay, its process may come and go. */
final class Member implements AutoCloseable {

  private final String id;
  private final Doors doors;
  private final Supplier<Node> launch;
  private Node node;
  private Instant launchedAt;

  /**
   * @param launch starts a process and does not wait for it
   */
  Member(String id, Doors doors, Supplier<Node> launch) {
    this.id = id;
    this.doors = doors;
    this.launch = launch;
    this.launchedAt = Instant.now();
    this.node = launch.get();
  }

  String id() {
    return id;
  }

  Doors doors() {
    return doors;
  }

  /** When its present process was started. */
  Instant launchedAt() {
    return launchedAt;
  }

  boolean isAlive() {
    return node.isAlive();
  }

  void kill() {
    node.kill();
  }

  void freeze() {
    Signal.STOP.send(node.pid());
  }

  void thaw() {
    if (node.isAlive()) {
      Signal.CONT.send(node.pid());
    }
  }

  /** Ends it in order and starts it again; does not wait for it to be ready. */
  void restart() {
    node.close();
    start();
  }

  /** Starts it again when it is gone. */
  void revive() {
    if (!node.isAlive()) {
      start();
    }
  }

  private void start() {
    launchedAt = Instant.now();
    node = launch.get();
  }

  /** What its present process has said so far. */
  String said() {
    try {
      return Files.readString(node.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path log() {
    return node.log();
  }

  /** How many threads its process has, as the kernel counts them. */
  int threads() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(node.pid()), "status")).stream()
          .filter(line -> line.startsWith("Threads:"))
          .mapToInt(line -> Integer.parseInt(line.substring("Threads:".length()).strip()))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    node.kill();
    doors.close();
  }
}

package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.castellan.run.Node;
import org.castellan.run.ServerNode;
import org.castellan.run.Signal;

/** A place in the cluster: its doors stay, its process may come and go. */
final class Member implements AutoCloseable {

  private final String id;
  private final Doors doors;
  private final Supplier<Node> launch;
  private Node node;
  private Instant launchedAt;
  private int read;

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

  /** From now on only what it says later counts. */
  void forgetLog() {
    read = log().length();
  }

  /** What it has said since; all of it when its process has begun a new log. */
  String said() {
    String log = log();
    return log.length() < read ? log : log.substring(read);
  }

  void awaitSaying(String words) {
    await(id + " says: " + words)
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(said()).contains(words));
  }

  private String log() {
    try {
      return Files.readString(node.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path logFile() {
    return node.log();
  }

  /** As {@code http://host:port}. */
  String url() {
    return ((ServerNode) node).url();
  }

  @Override
  public void close() {
    node.kill();
    doors.close();
  }
}

package org.castellan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.castellan.run.Node;
import org.castellan.run.ServerNode;
import org.castellan.run.Signal;

/** A place in the cluster: its doors stay, its process may come and go. */
final class Member implements AutoCloseable {

  /** A server's executors hold up to 292 threads, as the WAR defines them, its requests 200. */
  private static final int SERVERS_POOLS = 500;

  private final String id;
  private final Doors doors;
  private final Supplier<Node> launch;
  private Node node;
  private Instant launchedAt;
  private boolean leaving;
  private int read;
  private Optional<Footprint> atRest = Optional.empty();

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

  long pid() {
    return node.pid();
  }

  /** Notes what its process takes up, once for each process. */
  void isAtRest() {
    atRest = atRest.or(() -> Optional.of(Footprint.of(this)));
  }

  /** What its process takes up when that is more than its pools may; new ones have done nothing. */
  Optional<Footprint> overgrown() {
    return atRest
        .filter(rest -> isAlive())
        .flatMap(
            rest ->
                Optional.of(Footprint.of(this))
                    .filter(now -> !now.isTidySince(rest, serversPools())));
  }

  private int serversPools() {
    return node instanceof ServerNode ? SERVERS_POOLS : 0;
  }

  void kill() {
    node.kill();
  }

  /** Asks it to end in order, and does not wait for that. */
  void stop() {
    Signal.TERM.send(node.pid());
    leaving = true;
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

  /** Starts it again when it is gone, or about to go. */
  void revive() {
    if (leaving) {
      node.close();
    }
    if (!node.isAlive()) {
      start();
    }
  }

  private void start() {
    launchedAt = Instant.now();
    atRest = Optional.empty();
    leaving = false;
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

package org.castellan.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The replicas of one database. Not thread-safe, but may be closed from another thread. */
final class Cluster implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(5);

  private final List<ServerNode> nodes = new ArrayList<>();
  private volatile boolean closing;

  /** Starts them all and does not wait. */
  void start(int count, int firstPort, Path home, Map<String, String> environment) {
    for (int i = 0; i < count; i++) {
      ServerNode node =
          ServerNode.start(new PayaraMicro(), "node-" + (i + 1), firstPort + i, home, environment);
      nodes.add(node);
      tellWhenItDies(node);
    }
  }

  private void tellWhenItDies(ServerNode node) {
    var unused =
        node.onExit()
            .thenAccept(
                process -> {
                  if (!closing) {
                    Console.line(
                        "%s (PID %d) has ended with status %d; the others go on."
                            .formatted(node.id(), process.pid(), process.exitValue()));
                  }
                });
  }

  /** Waits until each is ready; one that ends before that is an error, told in its own words. */
  void awaitReady() throws InterruptedException {
    for (ServerNode node : nodes) {
      var health = new Api(node.url(), "");
      long end = System.nanoTime() + START.toNanos();
      while (!health.isReady()) {
        requireStarting(node, end);
        Thread.sleep(250);
      }
      Console.line(node.id() + " is ready");
    }
  }

  private static void requireStarting(ServerNode node, long end) {
    List<String> refusals = node.refusals().toList();
    if (!refusals.isEmpty()) {
      throw new LaunchException(refusals.get(0));
    }
    if (!node.isAlive() || System.nanoTime() > end) {
      throw new LaunchException("%s did not start: see %s.".formatted(node.id(), node.log()));
    }
  }

  List<ServerNode> nodes() {
    return List.copyOf(nodes);
  }

  @Override
  public void close() {
    closing = true;
    nodes.parallelStream().forEach(ServerNode::close);
  }
}

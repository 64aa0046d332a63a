package org.castellan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A running docker-registry. */
record OciRegistryProcess(Process process) implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");
  private static final Duration START = Duration.ofSeconds(20);

  /** Standard input ends with the parent, even when that is killed. */
  private static final String ENDS_WITH_PARENT =
      "\"$0\" serve \"$1\" & cat > /dev/null; kill -9 $!; wait";

  static void requireProgram() {
    Assumptions.assumeTrue(
        Files.isExecutable(PROGRAM),
        "there is no OCI registry here: `apt-get install docker-registry` provides it");
  }

  /** Returns when it listens. Its log lies beside its settings. */
  static OciRegistryProcess start(Path settings, int port) throws IOException {
    var builder =
        new ProcessBuilder("sh", "-c", ENDS_WITH_PARENT, PROGRAM.toString(), settings.toString());
    var registry =
        new OciRegistryProcess(
            builder
                .redirectErrorStream(true)
                .redirectOutput(settings.resolveSibling("registry.log").toFile())
                .start());
    registry.awaitListening(port);
    return registry;
  }

  private void awaitListening(int port) {
    long end = System.nanoTime() + START.toNanos();
    while (!listening(port)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new IllegalStateException("docker-registry did not start, see target/oci");
      }
    }
  }

  private boolean listening(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return waitedForExit();
    }
  }

  /** A pause between two looks. */
  private boolean waitedForExit() {
    try {
      process.waitFor(50, TimeUnit.MILLISECONDS);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while docker-registry started", e);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process.onExit().join();
  }
}

package org.castellan.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Azure Blob server (Azurite, on Node) in a process of its own on 127.0.0.1, which ends with
 * this JVM however this JVM ends. Keeps its objects in memory. Thread-safe.
 */
public final class Azurite implements AutoCloseable {

  public static final String ACCOUNT = "castellantest";

  private static final Duration START = Duration.ofSeconds(60);

  /** Ends when standard input does, which the kernel closes even when the parent is killed. */
  private static final String ENDS_WITH_PARENT =
      "process.stdin.resume().on('end', () => process.exit(0)); require(process.argv[1])";

  private final Process process;
  private final int port;

  private Azurite(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * One server for the JVM, started when first asked for. Skips the test where there is none: it
   * comes from npm.
   */
  public static Azurite shared() {
    Assumptions.assumeTrue(
        main().isPresent(),
        "Azurite is not here: `npm install -g azurite@3.35.0` provides it (or CASTELLAN_AZURITE"
            + " names its azurite-blob)");
    return Shared.INSTANCE;
  }

  /** A server of the caller's own; {@code more} are further options. */
  public static Azurite start(String... more) {
    try {
      Path work = Files.createDirectories(Path.of("target", "azurite"));
      int port = S3Server.freePort();
      var server = new Azurite(launch(Files.createTempDirectory(work, "server"), port, more), port);
      server.awaitListening();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process launch(Path directory, int port, String... more) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                "node",
                "-e",
                ENDS_WITH_PARENT,
                main().orElseThrow().toString(),
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                String.valueOf(port),
                "--inMemoryPersistence",
                "--silent",
                "--disableTelemetry"));
    command.addAll(List.of(more));
    var builder = new ProcessBuilder(command);
    builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + key());
    return builder
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("azurite.log").toFile())
        .start();
  }

  /** The script behind {@code azurite-blob}, as the environment or the path names it. */
  private static Optional<Path> main() {
    String named = System.getenv().getOrDefault("CASTELLAN_AZURITE", "");
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Stream.of(named).filter(name -> !name.isEmpty()).map(Path::of),
            Stream.of(path.split(File.pathSeparator, -1)).map(dir -> Path.of(dir, "azurite-blob")))
        .filter(Files::isExecutable)
        .map(Azurite::real)
        .findFirst();
  }

  private static Path real(Path link) {
    try {
      return link.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitListening() {
    long end = System.nanoTime() + START.toNanos();
    while (!listening()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new IllegalStateException("Azurite did not start, see target/azurite");
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
      throw new IllegalStateException("interrupted while Azurite started", e);
    }
  }

  public int port() {
    return port;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The account's key. */
  public static String key() {
    return Base64.getEncoder().encodeToString("castellan-test-key".repeat(4).getBytes(UTF_8));
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static final class Shared {
    static final Azurite INSTANCE = start();
  }
}

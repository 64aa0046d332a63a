package org.castellan.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.concurrent.TimeUnit;

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

  private final String scheme;

  private Azurite(Process process, int port, String scheme) {
    this.process = process;
    this.port = port;
    this.scheme = scheme;
  }

  /** One server for the JVM, started when first asked for. Skips the test where there is none. */
  public static Azurite shared() {
    Path unused = AzuriteScript.require();
    return Shared.INSTANCE;
  }

  /** A server of the caller's own that takes tokens, over HTTPS. Skips as {@link #shared} does. */
  public static Azurite withTokens(TrustedTls tls) {
    String keys = tls.file().toAbsolutePath().toString();
    return start("https", "--oauth", "basic", "--cert", keys, "--pwd", tls.password());
  }

  private static Azurite start(String scheme, String... more) {
    try {
      Path work = Files.createDirectories(Path.of("target", "azurite"));
      int port = S3Server.freePort();
      Process process = launch(Files.createTempDirectory(work, "server"), port, more);
      var server = new Azurite(process, port, scheme);
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
                AzuriteScript.require().toString(),
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
    return URI.create(scheme + "://127.0.0.1:" + port);
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
    static final Azurite INSTANCE = start("http");
  }
}

package org.castellan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real OCI registry (Debian's docker-registry) in a process of its own on 127.0.0.1, which ends
 * with this JVM however this JVM ends. Repositories come into being when something is pushed.
 * Thread-safe.
 */
public final class OciRegistry implements AutoCloseable {

  public static final String USER = "castellan-test";
  public static final String PASSWORD = "castellan-test-secret";

  private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");
  private static final Duration START = Duration.ofSeconds(20);

  /** Of the password; a cost as low as it goes, for it is computed for every request. */
  private static final String BCRYPT =
      "$2b$04$JBOa1tJoWO1rHVBDKTc0fuaKT3YRZEDozVaMAaK0DpsB67s/QLYJK";

  /** Standard input ends with the parent, even when that is killed. */
  private static final String ENDS_WITH_PARENT =
      "\"$0\" serve \"$1\" & cat > /dev/null; kill -9 $!; wait";

  private final Path directory;
  private final int port;
  private final Process process;

  private OciRegistry(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /** One registry for the JVM that takes {@link #USER} and {@link #PASSWORD}. */
  public static OciRegistry shared() {
    requireProgram();
    return Shared.INSTANCE;
  }

  /**
   * A registry of the caller's own with basic authentication.
   *
   * @param deletes whether it allows anything to be deleted
   */
  public static OciRegistry basic(boolean deletes) {
    return start(deletes, List.of("  htpasswd:", "    realm: test", "    path: %s/htpasswd"));
  }

  /** A registry of the caller's own that takes the tokens of a service. */
  public static OciRegistry token(TokenService tokens) {
    return start(
        true,
        List.of(
            "  token:",
            "    realm: " + tokens.realm(),
            "    service: " + TokenService.NAME,
            "    issuer: " + TokenService.ISSUER,
            "    rootcertbundle: " + tokens.certificate()));
  }

  private static void requireProgram() {
    Assumptions.assumeTrue(
        Files.isExecutable(PROGRAM),
        "there is no OCI registry here: `apt-get install docker-registry` provides it");
  }

  private static OciRegistry start(boolean deletes, List<String> auth) {
    requireProgram();
    try {
      Path parent = Files.createDirectories(Path.of("target", "oci"));
      Path directory = Files.createTempDirectory(parent, "registry").toAbsolutePath();
      int port = S3Server.freePort();
      Files.writeString(directory.resolve("htpasswd"), USER + ":" + BCRYPT + "\n");
      Path settings = directory.resolve("config.yml");
      Files.write(settings, settings(directory, port, deletes, auth));
      var registry = new OciRegistry(directory, port, launch(directory, settings));
      registry.awaitListening();
      return registry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> settings(
      Path directory, int port, boolean deletes, List<String> auth) {
    var fixed =
        Stream.of(
            "version: 0.1",
            "log:",
            "  level: warn",
            "storage:",
            "  filesystem:",
            "    rootdirectory: " + directory.resolve("data"),
            "  delete:",
            "    enabled: " + deletes,
            "http:",
            "  addr: 127.0.0.1:" + port,
            "auth:");
    return Stream.concat(fixed, auth.stream().map(line -> line.formatted(directory))).toList();
  }

  private static Process launch(Path directory, Path settings) throws IOException {
    return new ProcessBuilder("sh", "-c", ENDS_WITH_PARENT, PROGRAM.toString(), settings.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("registry.log").toFile())
        .start();
  }

  private void awaitListening() {
    long end = System.nanoTime() + START.toNanos();
    while (!listening()) {
      if (System.nanoTime() > end) {
        close();
        throw new IllegalStateException("docker-registry did not start, see " + directory);
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

  public int port() {
    return port;
  }

  /** {@code http://127.0.0.1:port/repository}. */
  public String location(String repository) {
    return "http://127.0.0.1:" + port + "/" + repository;
  }

  /** The repositories that it has, whether or not there is anything in them. */
  public List<String> repositories() {
    Path all = directory.resolve("data/docker/registry/v2/repositories");
    try (Stream<Path> found = Files.exists(all) ? Files.list(all) : Stream.empty()) {
      return found.map(it -> it.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The uploads of a repository that were neither finished nor cancelled. Of cancelled ones this
   * registry keeps an empty directory.
   */
  public List<String> openUploads(String repository) {
    Path uploads =
        directory.resolve("data/docker/registry/v2/repositories/" + repository + "/_uploads");
    try (Stream<Path> found = Files.exists(uploads) ? Files.list(uploads) : Stream.empty()) {
      return found
          .filter(it -> Files.exists(it.resolve("startedat")))
          .map(it -> it.getFileName().toString())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The credentials document that the provider takes. */
  public static Map<String, String> credentials() {
    return Map.of("username", USER, "password", PASSWORD);
  }

  /** Kills the process. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process.onExit().join();
  }

  private static final class Shared {
    static final OciRegistry INSTANCE = basic(true);
  }
}

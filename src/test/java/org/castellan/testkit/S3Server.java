package org.castellan.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real S3 server (s3proxy) in a process of its own on 127.0.0.1, which ends with this JVM however
 * this JVM ends. Checks signatures; buckets are directories. Thread-safe.
 */
public final class S3Server implements AutoCloseable {

  private final Path directory;
  private final ServerProcess process;

  private S3Server(Path directory, ServerProcess process) {
    this.directory = directory;
    this.process = process;
  }

  /** One server for the JVM, started when first asked for: give each test buckets of its own. */
  public static S3Server shared() {
    return Shared.INSTANCE;
  }

  /** A server of the caller's own on a free port. */
  public static S3Server start() {
    try {
      Path work = Path.of("target", "s3");
      Files.createDirectories(work);
      return start(Files.createTempDirectory(work, "server"), freePort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, compiled as a server is that runs for long: it starts later and then is faster. */
  public static S3Server forBenchmarks() {
    try {
      Path work = Files.createDirectories(Path.of("target", "s3"));
      Path directory = Files.createTempDirectory(work, "bench");
      return start(directory, freePort(), Duration.ZERO, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server whose buckets are what the directory holds, and stay there. */
  public static S3Server start(Path directory, int port) {
    return start(directory, port, Duration.ZERO);
  }

  /** The same, but each write takes this much longer. */
  public static S3Server start(Path directory, int port, Duration latency) {
    return start(directory, port, latency, List.of("-XX:TieredStopAtLevel=1"));
  }

  private static S3Server start(Path directory, int port, Duration latency, List<String> compiler) {
    try {
      Path data = Files.createDirectories(directory.resolve("data")).toAbsolutePath();
      Path settings = directory.resolve("s3proxy.conf");
      Files.write(settings, settings(data, port, latency));
      return new S3Server(directory, launch(directory, settings, port, compiler));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> settings(Path data, int port, Duration latency) {
    return List.of(
        "s3proxy.endpoint=http://127.0.0.1:" + port,
        "s3proxy.authorization=aws-v2-or-v4",
        "s3proxy.identity=" + accessKeyId(),
        "s3proxy.credential=" + secretAccessKey(),
        "jclouds.provider=filesystem-nio2",
        "jclouds.filesystem.basedir=" + data,
        "s3proxy.latency-blobstore.put.latency=" + latency.toMillis());
  }

  private static ServerProcess launch(
      Path directory, Path settings, int port, List<String> compiler) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String jar = Path.of("target", "servers", "s3proxy.jar").toAbsolutePath().toString();
    String own =
        new File(EndsWithParent.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .getPath();
    var command = new ArrayList<>(List.of(java, "-Xmx192m", "-XX:+UseSerialGC"));
    command.addAll(compiler);
    command.addAll(List.of("-cp", jar + File.pathSeparator + own));
    command.addAll(List.of(EndsWithParent.class.getName(), "org.gaul.s3proxy.Main"));
    command.addAll(List.of("--properties", settings.toAbsolutePath().toString()));
    var process = new ProcessBuilder(command);
    return ServerProcess.start("s3proxy", process, port, directory.resolve("s3proxy.log"));
  }

  /** Creates a bucket, unless it is there, and answers its location, {@code http://…/bucket}. */
  public String bucket(String name) {
    try {
      Files.createDirectories(directoryOf(name));
      return location(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The location of a bucket that may not exist. */
  public String location(String bucket) {
    return endpoint() + "/" + bucket;
  }

  /** Where the bucket's objects lie as files: a test may look, break or remove them. */
  public Path directoryOf(String bucket) {
    return directory.resolve("data").resolve(bucket);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port());
  }

  public int port() {
    return process.port();
  }

  public static String accessKeyId() {
    return "castellan-test";
  }

  public static String secretAccessKey() {
    return "castellan-test-secret";
  }

  /** The credentials document that the provider takes. */
  public static Map<String, String> credentials() {
    return Map.of("accessKeyId", accessKeyId(), "secretAccessKey", secretAccessKey());
  }

  /** Kills the process; the buckets stay. */
  @Override
  public void close() {
    process.close();
  }

  /** A port that nobody listens on at the moment. */
  public static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Shared {
    static final S3Server INSTANCE = start();
  }
}

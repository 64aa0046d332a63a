package org.castellan.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.castellan.testkit.Azurite;
import org.castellan.testkit.OciRegistry;
import org.castellan.testkit.S3Server;

/**
 * The demo's storage: real servers on this machine, as many kinds as can be started here.
 *
 * @param slow takes its time for each write, so that a tick takes long enough to kill its holder
 */
record DemoStorage(
    S3Server s3, S3Server slow, Optional<Azurite> azure, Optional<OciRegistry> registry)
    implements AutoCloseable {

  /** How many servers there are at most. */
  static final int SERVERS = 4;

  /** With 8 backends, 4 at a time on one host, a tick takes some three seconds. */
  private static final Duration SLOW = Duration.ofMillis(1500);

  /**
   * Starts what can be started, and says what cannot and which command changes that.
   *
   * @param ports gives each server its port, {@link #SERVERS} at most
   */
  static DemoStorage start(Path home, IntSupplier ports) {
    try {
      var started =
          new DemoStorage(
              S3Server.start(directory(home, "s3"), ports.getAsInt()),
              S3Server.start(directory(home, "s3-slow"), ports.getAsInt(), SLOW),
              azure(home, ports.getAsInt()),
              registry(home, ports.getAsInt()));
      started.tell();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Azurite> azure(Path home, int port) throws IOException {
    if (!Azurite.isHere()) {
      missing("Azure Blob", Azurite.install());
      return Optional.empty();
    }
    return Optional.of(Azurite.start(directory(home, "azure"), port));
  }

  private static Optional<OciRegistry> registry(Path home, int port) throws IOException {
    if (!OciRegistry.isHere()) {
      missing("OCI", OciRegistry.install());
      return Optional.empty();
    }
    return Optional.of(OciRegistry.start(directory(home, "registry"), port));
  }

  private static void missing(String kind, String command) {
    Console.line("no %s backend in this demo: `%s` provides its server".formatted(kind, command));
  }

  private static Path directory(Path home, String part) throws IOException {
    return Files.createDirectories(home.resolve(part));
  }

  private void tell() {
    Console.line(
        "started S3 servers at %s and, slow, %s".formatted(s3.endpoint(), slow.endpoint()));
    azure.ifPresent(it -> Console.line("started Azurite at " + it.endpoint()));
    registry.ifPresent(it -> Console.line("started docker-registry at " + it.location("")));
  }

  @Override
  public void close() {
    registry.ifPresent(OciRegistry::close);
    azure.ifPresent(Azurite::close);
    slow.close();
    s3.close();
  }
}

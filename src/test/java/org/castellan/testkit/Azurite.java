package org.castellan.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real Azure Blob server (Azurite, on Node) in a process of its own on 127.0.0.1, which ends with
 * this JVM however this JVM ends. Thread-safe.
 */
public final class Azurite implements AutoCloseable {

  public static final String ACCOUNT = "castellantest";

  /** Ends when standard input does, which the kernel closes even when the parent is killed. */
  private static final String ENDS_WITH_PARENT =
      "process.stdin.resume().on('end', () => process.exit(0)); require(process.argv[1])";

  private final ServerProcess process;
  private final String scheme;

  private Azurite(ServerProcess process, String scheme) {
    this.process = process;
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

  /** Whether there is a program to start; else {@link #install} tells what provides it. */
  public static boolean isHere() {
    return AzuriteScript.find().isPresent();
  }

  /** The command that provides the program. */
  public static String install() {
    return AzuriteScript.INSTALL;
  }

  /** A server that keeps what it holds in a directory. */
  public static Azurite start(Path directory, int port) throws IOException {
    String data = directory.resolve("data").toAbsolutePath().toString();
    return new Azurite(launch(directory, port, "--location", data), "http");
  }

  private static Azurite start(String scheme, String... more) {
    try {
      Path work = Files.createDirectories(Path.of("target", "azurite"));
      Path directory = Files.createTempDirectory(work, "server");
      var options = Stream.concat(Stream.of("--inMemoryPersistence"), Stream.of(more));
      return new Azurite(
          launch(directory, S3Server.freePort(), options.toArray(String[]::new)), scheme);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerProcess launch(Path directory, int port, String... more) throws IOException {
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
                "--silent",
                "--disableTelemetry"));
    command.addAll(List.of(more));
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + key());
    return ServerProcess.start("Azurite", builder, port, directory.resolve("azurite.log"));
  }

  /** Creates a container, unless it is there, and answers its location. */
  public String container(String name) {
    String account = endpoint() + "/" + ACCOUNT;
    new BlobContainerClientBuilder()
        .endpoint(account)
        .credential(new StorageSharedKeyCredential(ACCOUNT, key()))
        .serviceVersion(BlobServiceVersion.V2021_12_02)
        .containerName(name)
        .buildClient()
        .createIfNotExists();
    return account + "/" + name;
  }

  public int port() {
    return process.port();
  }

  public URI endpoint() {
    return URI.create(scheme + "://127.0.0.1:" + port());
  }

  /** The account's key. */
  public static String key() {
    return Base64.getEncoder().encodeToString("castellan-test-key".repeat(4).getBytes(UTF_8));
  }

  @Override
  public void close() {
    process.close();
  }

  private static final class Shared {
    static final Azurite INSTANCE = start("http");
  }
}

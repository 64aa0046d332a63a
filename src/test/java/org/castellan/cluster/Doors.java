package org.castellan.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.RecordingProxy;

/**
 * One replica's ways to the database and to the providers. Each replica has its own, so that one
 * can be cut off alone and the provider's log tells who called. The providers' host names are the
 * same everywhere but mean another loopback address on each replica.
 */
final class Doors implements AutoCloseable {

  /** Different hosts to Castellan, one S3 server behind them. */
  static final List<String> HOSTS =
      IntStream.rangeClosed(1, 4).mapToObj("s3-%d.test"::formatted).toList();

  final FaultyProxy database;
  final FaultyProxy providers;
  private final RecordingProxy recording;
  private final Host host;

  /**
   * @param host where the replica's process runs
   * @param providerPort the same for all replicas; 0 for the first, which chooses it
   */
  Doors(Host host, int databasePort, int s3Port, int providerPort) {
    this.host = host;
    this.recording = RecordingProxy.to(s3Port);
    this.database = FaultyProxy.between(at(host.database(), 0), databasePort);
    this.providers = FaultyProxy.between(at(host.providers(), providerPort), recording.port());
  }

  private static InetSocketAddress at(String address, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For the replica's process. */
  Map<String, String> environment(Path home, String node, String databaseName) {
    return Map.of(
        "CASTELLAN_DB_URL", host.database() + ":" + database.port() + "/" + databaseName,
        "CASTELLAN_ALLOWED_ENDPOINTS", host.providers(),
        "JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts(home.resolve(node + ".hosts")));
  }

  private Path hosts(Path file) {
    try {
      String own = InetAddress.getLocalHost().getHostName();
      return Files.writeString(
              file,
              Stream.of(
                      "127.0.0.1 localhost " + own,
                      host.providers() + " " + String.join(" ", HOSTS))
                  .collect(Collectors.joining("\n", "", "\n")))
          .toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The beginnings of validations that reached the provider through this door. */
  Stream<Call> calls(String node) {
    return recording.requests().stream()
        .filter(request -> request.method().equals("PUT"))
        .flatMap(request -> Call.of(request.path(), node, request.at()).stream());
  }

  void forgetCalls() {
    recording.forget();
  }

  void heal() {
    database.pass();
    providers.pass();
  }

  @Override
  public void close() {
    database.close();
    providers.close();
    recording.close();
  }
}

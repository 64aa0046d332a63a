package org.castellan.transfer;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.castellan.run.Api;
import org.castellan.run.LocalPostgres;
import org.castellan.run.PayaraMicro;
import org.castellan.run.Ports;
import org.castellan.run.ServerNode;
import org.castellan.testkit.DirectoryTree;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.S3Server;
import org.jdbi.v3.core.Jdbi;

/**
 * One Castellan on Payara Micro, its PostgreSQL, and an S3 server that is near as {@link
 * Place#NEAR} and {@link #LATENCY} away as {@link Place#FAR}.
 */
final class TransferStage implements AutoCloseable {

  enum Place {
    NEAR("on this machine"),
    FAR("20 ms away");

    private final String words;

    Place(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    String bucket() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Duration LATENCY = Duration.ofMillis(20);

  private static final String ADMIN = "the-administrator-of-benchmarks";

  private final Path home = Path.of("target", "it", UUID.randomUUID().toString());
  private final LocalPostgres postgres = new LocalPostgres(home, Ports.free());
  private final S3Server s3 = S3Server.forBenchmarks();
  private final FaultyProxy far = FaultyProxy.to(s3.port());
  private final Path collections = home.resolve("gc.log").toAbsolutePath();
  private final ServerNode node;
  private final Api administrator;
  private final Map<Place, CastellanRoute> routes = new EnumMap<>(Place.class);

  TransferStage() {
    postgres.start();
    far.latency(LATENCY);
    node =
        ServerNode.start(
            new InProduction(new PayaraMicro(), collections),
            "bench",
            Ports.free(),
            home,
            environment());
    administrator = new Api(node.url(), ADMIN);
    await().atMost(Duration.ofMinutes(5)).until(administrator::isReady);
    for (Place place : Place.values()) {
      routes.put(place, register(place));
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "CASTELLAN_DB_URL",
        postgres.url(),
        "CASTELLAN_ADMIN_TOKEN",
        ADMIN,
        "CASTELLAN_ENCRYPTION_KEYSET",
        "Y2FuYXJ5LWNhbmFyeS1jYW5hcnkta2V5c2V0LTEyMzQ=",
        "CASTELLAN_ALLOWED_ENDPOINTS",
        "127.0.0.1");
  }

  /** To an organization whose bucket is there. */
  Route castellan(Place place) {
    return Objects.requireNonNull(routes.get(place));
  }

  private CastellanRoute register(Place place) {
    String name = place.bucket();
    String organization = "/api/v1/organizations/" + name;
    s3.bucket(name);
    created("/api/v1/organizations", "{\"name\":\"%s\"}".formatted(name));
    created(organization + "/cas-backends", backend(place));
    String token = created(organization + "/tokens", "{\"name\":\"ci\",\"role\":\"writer\"}");
    return new CastellanRoute(node.url() + organization, token);
  }

  SdkRoute sdk(Place place) {
    return SdkRoute.to(port(place), place.bucket());
  }

  private int port(Place place) {
    return place == Place.FAR ? far.port() : s3.port();
  }

  private String backend(Place place) {
    return """
    {"name": "main", "provider": "AWS-S3", "default": true, "maxBytes": 2147483648,
     "location": "http://127.0.0.1:%d/%s",
     "credentials": {"accessKeyId": "%s", "secretAccessKey": "%s"}}
    """
        .formatted(port(place), place.bucket(), S3Server.accessKeyId(), S3Server.secretAccessKey());
  }

  /** The secret in the answer, where there is one. */
  private String created(String path, String json) {
    var answer = administrator.call("POST", path, json);
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
    }
    return Api.json(answer).getString("secret", "");
  }

  /**
   * As autovacuum does within a minute: until then PostgreSQL plans for tables that are almost
   * empty.
   */
  void settle() {
    Jdbi.create(postgres.dataSource()).useHandle(handle -> handle.execute("analyze"));
  }

  ReplicaUse use() {
    return new ReplicaUse(node.process().toHandle(), collections);
  }

  /** For how many seconds requests have stood at its gate so far, all of them together. */
  double secondsAtTheGate() {
    return administrator
        .call("GET", "/api/metrics", "")
        .body()
        .lines()
        .filter(line -> line.startsWith("castellan_gate_duration_seconds_sum "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Makes room: what is stored is not asked for again. */
  void forget(Place place) {
    DirectoryTree.delete(s3.directoryOf(place.bucket()));
    s3.bucket(place.bucket());
  }

  @Override
  public void close() {
    node.close();
    far.close();
    for (Place place : Place.values()) {
      if (Files.exists(s3.directoryOf(place.bucket()))) {
        DirectoryTree.delete(s3.directoryOf(place.bucket()));
      }
    }
    s3.close();
    postgres.close();
  }
}

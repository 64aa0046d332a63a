package org.castellan.run;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.RecordingProxy;
import org.castellan.testkit.S3Server;
import org.jdbi.v3.core.Jdbi;

/** Replicas in processes of their own, a database, and S3 behind proxies. */
final class TestCluster implements AutoCloseable {

  static final String TOKEN = "canary-canary-canary-admin-token";
  static final String KEY = "Y2FuYXJ5LWNhbmFyeS1jYW5hcnkta2V5c2V0LTEyMzQ=";

  private final Path home = Path.of("target", "it", UUID.randomUUID().toString());
  private final LocalPostgres postgres = new LocalPostgres(home, Ports.free());
  private final RecordingProxy recording = RecordingProxy.to(S3Server.shared().port());
  private final FaultyProxy faulty = FaultyProxy.to(recording.port());
  private final Server[] servers;
  private final int[] ports;
  private final ServerNode[] nodes;
  private final List<Api> apis;

  /** One replica on each of the servers. */
  TestCluster(Server... servers) {
    this.servers = servers.clone();
    ports = IntStream.range(0, servers.length).map(node -> Ports.free()).toArray();
    nodes = new ServerNode[servers.length];
    apis =
        IntStream.of(ports).mapToObj(port -> new Api("http://127.0.0.1:" + port, TOKEN)).toList();
    postgres.start();
    IntStream.range(0, nodes.length).forEach(this::start);
    IntStream.range(0, nodes.length).forEach(this::awaitReady);
  }

  private Map<String, String> environment() {
    var environment = new HashMap<>(times());
    environment.put("CASTELLAN_DB_URL", postgres.url());
    environment.put("CASTELLAN_ADMIN_TOKEN", TOKEN);
    environment.put("CASTELLAN_ENCRYPTION_KEYSET", KEY);
    environment.put("CASTELLAN_ALLOWED_ENDPOINTS", "127.0.0.1,localhost");
    return environment;
  }

  private static Map<String, String> times() {
    return Map.of(
        "CASTELLAN_CHECKER_DEFAULTS_INTERVAL", "PT15S",
        "CASTELLAN_CHECKER_DEFAULTS_MAX_TICK_DURATION", "PT14S",
        "CASTELLAN_CHECKER_INITIAL_DELAY", "PT1S",
        "CASTELLAN_CHECKER_POLL_INTERVAL", "PT1S",
        "CASTELLAN_LEASE_TTL", "PT4S",
        "CASTELLAN_VALIDATION_TIMEOUT", "PT8S",
        "CASTELLAN_REVALIDATION_WINDOW", "PT30S",
        "CASTELLAN_REVALIDATION_BACKOFF", "PT10S");
  }

  /** Starts a replica again that has been killed. */
  void start(int node) {
    nodes[node] =
        ServerNode.start(servers[node], "node-" + (node + 1), ports[node], home, environment());
  }

  void awaitReady(int node) {
    await().atMost(Duration.ofMinutes(2)).until(() -> api(node).isReady());
  }

  /** A replica's API, as the administrator. */
  Api api(int node) {
    return apis.get(node);
  }

  /** A replica's API, with another token. */
  Api as(String token, int node) {
    return new Api("http://127.0.0.1:" + ports[node], token);
  }

  /** The number of the replica with this id. */
  int indexOf(String id) {
    return nodes[0].id().equals(id) ? 0 : 1;
  }

  ServerNode node(int node) {
    return nodes[node];
  }

  LocalPostgres postgres() {
    return postgres;
  }

  Jdbi jdbi() {
    return Jdbi.create(postgres.dataSource());
  }

  RecordingProxy recording() {
    return recording;
  }

  FaultyProxy faulty() {
    return faulty;
  }

  /** Registers an organization whose default backend is a new bucket behind both proxies. */
  void register(String organization) {
    S3Server.shared().bucket(organization);
    organization(organization);
    created(
        api(0)
            .call(
                "POST",
                "/api/v1/organizations/" + organization + "/cas-backends",
                """
                {"name": "main", "provider": "AWS-S3", "default": true,
                 "location": "http://127.0.0.1:%d/%s",
                 "credentials": {"accessKeyId": "%s", "secretAccessKey": "%s"}}
                """
                    .formatted(
                        faulty.port(),
                        organization,
                        S3Server.accessKeyId(),
                        S3Server.secretAccessKey())));
  }

  /** Makes an organization, whose default backend is inline. */
  void organization(String name) {
    created(api(0).call("POST", "/api/v1/organizations", "{\"name\":\"" + name + "\"}"));
  }

  private static void created(java.net.http.HttpResponse<String> response) {
    if (response.statusCode() != 201) {
      throw new AssertionError(response.statusCode() + ": " + response.body());
    }
  }

  @Override
  public void close() {
    for (ServerNode node : nodes) {
      node.close();
    }
    faulty.close();
    recording.close();
    postgres.close();
  }
}

package org.castellan.run;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.RecordingProxy;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.TestIssuer;
import org.jdbi.v3.core.Jdbi;

/** Replicas in processes of their own, a database, and S3 behind proxies. */
final class TestCluster implements AutoCloseable {

  static final String TOKEN = "canary-canary-canary-admin-token";
  static final String KEY = "Y2FuYXJ5LWNhbmFyeS1jYW5hcnkta2V5c2V0LTEyMzQ=";

  private final Path home = Path.of("target", "it", UUID.randomUUID().toString());
  private final LocalPostgres postgres = new LocalPostgres(home, Ports.free());
  private final RecordingProxy recording = RecordingProxy.to(S3Server.shared().port());
  private final TestIssuer issuer = TestIssuer.startPlain();
  private final FaultyProxy faulty = FaultyProxy.to(recording.port());
  private final Map<String, String> special;
  private final Server[] servers;
  private final int[] ports;
  private final ServerNode[] nodes;
  private final List<Api> apis;

  /** One replica on each of the servers. */
  TestCluster(Server... servers) {
    this(Map.of(), servers);
  }

  /**
   * The same with other settings.
   *
   * @param special replaces or adds to what the replicas are usually told
   */
  TestCluster(Map<String, String> special, Server... servers) {
    this.special = new HashMap<>(special);
    this.servers = servers.clone();
    ports = IntStream.range(0, servers.length).map(node -> Ports.free()).toArray();
    nodes = new ServerNode[servers.length];
    apis =
        IntStream.of(ports).mapToObj(port -> new Api("http://127.0.0.1:" + port, TOKEN)).toList();
    try {
      postgres.start();
      IntStream.range(0, nodes.length).forEach(this::start);
      IntStream.range(0, nodes.length).forEach(this::awaitReady);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Map<String, String> environment() {
    var environment = new HashMap<>(times());
    environment.put("CASTELLAN_DB_URL", postgres.url());
    environment.put("CASTELLAN_ADMIN_TOKEN", TOKEN);
    environment.put("CASTELLAN_ENCRYPTION_KEYSET", KEY);
    environment.put("CASTELLAN_ALLOWED_ENDPOINTS", "127.0.0.1,localhost");
    environment.put("CASTELLAN_OIDC_ISSUER", issuer.issuer());
    environment.put("CASTELLAN_OIDC_AUDIENCE", TestIssuer.AUDIENCE);
    environment.putAll(special);
    return environment;
  }

  private static Map<String, String> times() {
    return Map.ofEntries(
        Map.entry("CASTELLAN_CHECKER_DEFAULTS_INTERVAL", "PT15S"),
        Map.entry("CASTELLAN_CHECKER_DEFAULTS_MAX_TICK_DURATION", "PT14S"),
        Map.entry("CASTELLAN_CHECKER_ARTIFACTS_INTERVAL", "PT10S"),
        Map.entry("CASTELLAN_CHECKER_ARTIFACTS_MAX_TICK_DURATION", "PT9S"),
        Map.entry("CASTELLAN_CHECKER_INITIAL_DELAY", "PT1S"),
        Map.entry("CASTELLAN_CHECKER_POLL_INTERVAL", "PT1S"),
        Map.entry("CASTELLAN_LEASE_TTL", "PT4S"),
        Map.entry("CASTELLAN_VALIDATION_TIMEOUT", "PT8S"),
        Map.entry("CASTELLAN_REVALIDATION_WINDOW", "PT30S"),
        Map.entry("CASTELLAN_REVALIDATION_BACKOFF", "PT10S"));
  }

  /** Sets a variable of the replicas that are started from then on. */
  void set(String variable, String value) {
    special.put(variable, value);
  }

  /** Starts a replica again that has been killed. */
  void start(int node) {
    nodes[node] =
        ServerNode.start(servers[node], "node-" + (node + 1), ports[node], home, environment());
  }

  void awaitReady(int node) {
    await().atMost(Duration.ofMinutes(5)).until(() -> api(node).isReady());
  }

  /** A replica's API, as the administrator. */
  Api api(int node) {
    return apis.get(node);
  }

  /** A replica's API, with another token. */
  Api as(String token, int node) {
    return new Api("http://127.0.0.1:" + ports[node], token);
  }

  /** An issuer whose JWTs the replicas trust. */
  TestIssuer issuer() {
    return issuer;
  }

  /** Where a replica listens. */
  int port(int node) {
    return ports[node];
  }

  /** The number of the replica with this id. */
  int indexOf(String id) {
    return nodes[0].id().equals(id) ? 0 : 1;
  }

  /** What a replica runs on. */
  Server server(int node) {
    return servers[node];
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
    register(0, organization);
  }

  /** The same, asked of that replica. */
  void register(int node, String organization) {
    S3Server.shared().bucket(organization);
    organization(node, organization);
    String path = "/api/v1/organizations/" + organization + "/cas-backends";
    String secret = S3Server.secretAccessKey();
    created(api(node).call("POST", path, backend("main", faulty.port(), organization, secret)));
  }

  /** What registers a default backend called main: a bucket of the S3 server on that port. */
  static String backend(String name, int port, String bucket, String secret) {
    return """
    {"name": "%s", "provider": "AWS-S3", "default": true,
     "location": "http://127.0.0.1:%d/%s",
     "credentials": {"accessKeyId": "%s", "secretAccessKey": "%s"}}
    """
        .formatted(name, port, bucket, S3Server.accessKeyId(), secret);
  }

  /** Makes an organization, whose default backend is inline. */
  void organization(String name) {
    organization(0, name);
  }

  private void organization(int node, String name) {
    created(api(node).call("POST", "/api/v1/organizations", "{\"name\":\"" + name + "\"}"));
  }

  private static void created(java.net.http.HttpResponse<String> response) {
    if (response.statusCode() != 201) {
      throw new AssertionError(response.statusCode() + ": " + response.body());
    }
  }

  @Override
  public void close() {
    Stream.of(nodes).filter(Objects::nonNull).forEach(ServerNode::close);
    issuer.close();
    faulty.close();
    recording.close();
    postgres.close();
  }
}

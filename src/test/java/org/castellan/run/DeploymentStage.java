package org.castellan.run;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * What Arquillian's adapters need before they deploy: a database and, unless the adapter starts it
 * with the WAR, the server that {@code -Darquillian.launch} names, without the WAR. Tells
 * arquillian.xml about it in system properties.
 */
final class DeploymentStage implements AutoCloseable {

  /** Stands before Arquillian's own extension. */
  static final class Before implements BeforeAllCallback {

    private Optional<DeploymentStage> stage = Optional.empty();

    @Override
    public void beforeAll(ExtensionContext context) {
      stage = Optional.of(of(context));
    }

    DeploymentStage stage() {
      return stage.orElseThrow();
    }
  }

  private static final String PREFIX = "castellan.it.";

  private final Path home = Path.of("target", "it", UUID.randomUUID().toString());
  private final LocalPostgres postgres = new LocalPostgres(home, Ports.free());
  private final int port = Ports.free();
  private final ServerKind kind;
  private final Jdk jdk;
  private Optional<ServerNode> node = Optional.empty();

  private DeploymentStage(ServerKind kind) {
    this.kind = kind;
    this.jdk = kind.runsOn(Jdk.running()) ? Jdk.running() : Jdk.required(25);
  }

  /** The one of this test run, which ends with it. */
  private static DeploymentStage of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(DeploymentStage.class))
        .getOrComputeIfAbsent(DeploymentStage.class, key -> launched(), DeploymentStage.class);
  }

  private static DeploymentStage launched() {
    String launch = System.getProperty("arquillian.launch", "");
    var stage =
        new DeploymentStage(ServerKind.valueOf(launch.toUpperCase(Locale.ROOT).replace('-', '_')));
    try {
      stage.open();
      return stage;
    } catch (IOException e) {
      stage.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  private void open() throws IOException {
    postgres.start();
    if (kind.on(jdk) instanceof ManagedServer server) {
      start(server.withoutWar());
    } else {
      describeMicro();
    }
  }

  private void start(ManagedServer server) {
    node = Optional.of(ServerNode.start(server, kind.name(), port, home, environment()));
    describe("home", server.home());
    describe("management-port", server.managementPort());
    await().atMost(Duration.ofMinutes(5)).until(() -> isListening(server.managementPort()));
  }

  private static boolean isListening(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Payara Micro is started by Arquillian's adapter, which can set properties only. */
  private void describeMicro() throws IOException {
    Path files = Files.createDirectories(home).toAbsolutePath();
    // Else the adapter would look for it at the machine's other address.
    String names = "127.0.0.1 localhost " + InetAddress.getLocalHost().getHostName() + "\n";
    Path hosts = Files.writeString(files.resolve("hosts"), names);
    Path preboot = Files.writeString(files.resolve("preboot.txt"), PayaraMicro.LOOPBACK);
    describe("micro-jar", PayaraMicro.JAR.toAbsolutePath());
    String settings =
        environment().entrySet().stream()
            .map(each -> "-D" + property(each.getKey()) + "=" + each.getValue())
            .collect(joining(" "));
    describe("jvm-options", "-Xmx384m -Djdk.net.hosts.file=" + hosts + " " + settings);
    describe(
        "micro-options",
        "--nohazelcast --disablephonehome --prebootcommandfile %s --rootdir %s --port %d"
            .formatted(preboot, files.resolve("runtime"), port));
  }

  private static String property(String variable) {
    return variable.toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static void describe(String name, Object value) {
    System.setProperty(PREFIX + name, value.toString());
  }

  private Map<String, String> environment() {
    return Map.of(
        "CASTELLAN_DB_URL", postgres.url(),
        "CASTELLAN_ADMIN_TOKEN", TestCluster.TOKEN,
        "CASTELLAN_ENCRYPTION_KEYSET", TestCluster.KEY);
  }

  MatrixNotes.Tested tested() {
    return new MatrixNotes.Tested(
        kind, node.map(ServerNode::log).map(kind::version).orElse(""), jdk);
  }

  Jdbi jdbi() {
    return Jdbi.create(postgres.dataSource());
  }

  /** Where Castellan is once it is deployed. */
  String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    node.ifPresent(ServerNode::close);
    postgres.close();
  }
}

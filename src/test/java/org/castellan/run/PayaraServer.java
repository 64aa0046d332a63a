package org.castellan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Payara Server as it is unpacked, with a copy of its domain for each node. For one node. */
final class PayaraServer implements ManagedServer {

  private static final String DOMAIN = "domain1";
  private static final String CONFIG = "configs.config.server-config.";
  private static final String SERVER_CONFIG = "<config name=\"server-config\">";
  private static final String HTTP = CONFIG + "network-config.network-listeners.network-listener.";
  private static final String IIOP = CONFIG + "iiop-service.iiop-listener.";

  /** A message broker would listen for all the world. */
  private static final String NO_JMS =
      """
      <jms-service type="DISABLED" default-jms-host="default_JMS_host">
        <jms-host name="default_JMS_host" />
      </jms-service>
      """;

  private final Path home;
  private final Asadmin asadmin;
  private final Jdk jdk;
  private final Optional<Path> war;
  private final int adminPort = Ports.free();
  private final int jmxPort = Ports.free();

  private PayaraServer(Path home, Jdk jdk, Optional<Path> war) {
    this.home = home;
    this.jdk = jdk;
    this.war = war;
    asadmin = new Asadmin(home.resolve("glassfish"), jdk);
  }

  /** Payara Server 6, on Jakarta EE 10. */
  static PayaraServer six(Jdk jdk) {
    return new PayaraServer(Servers.unpacked("payara6"), jdk, Optional.of(WAR));
  }

  /**
   * Payara Server 7, on Jakarta EE 11.
   *
   * @param jdk 21 or later
   */
  static PayaraServer seven(Jdk jdk) {
    return new PayaraServer(Servers.unpacked("payara7"), jdk, Optional.of(WAR));
  }

  @Override
  public PayaraServer withoutWar() {
    return new PayaraServer(home, jdk, Optional.empty());
  }

  @Override
  public Path home() {
    return home;
  }

  /** Of its administration, over HTTP. */
  @Override
  public int managementPort() {
    return adminPort;
  }

  /** Of {@code service:jmx:rmi:///jndi/rmi://127.0.0.1:<port>/jmxrmi}. */
  int jmxPort() {
    return jmxPort;
  }

  /** Runs a command of its administration on the running server, and answers what that said. */
  List<String> asadmin(String... arguments) throws IOException {
    var all = new ArrayList<>(List.of("--host", "127.0.0.1", "--port", "" + adminPort));
    all.addAll(List.of(arguments));
    return asadmin.run(all);
  }

  @Override
  public List<String> command(int port, Path root) throws IOException {
    Path domains = root.resolve("domains");
    var start = new ArrayList<>(List.of("start-domain", "--dry-run"));
    start.addAll(List.of("--domaindir", domains.toString()));
    start.addAll(List.of("--prebootcommandfile", listeners(port, root).toString()));
    if (!Files.exists(domains)) {
      prepare(domains);
      start.addAll(List.of("--postbootcommandfile", deployment(root).toString()));
    }
    start.add(DOMAIN);
    return PayaraLaunch.parse(asadmin.run(start)).command(jdk, root);
  }

  private void prepare(Path domains) throws IOException {
    Servers.copy(home.resolve("glassfish").resolve("domains"), domains);
    withoutBroker(domains.resolve(DOMAIN));
  }

  /** Changes a domain that was not started yet. */
  static void withoutBroker(Path domain) throws IOException {
    Path file = domain.resolve("config").resolve("domain.xml");
    Files.writeString(
        file, Files.readString(file).replaceFirst(SERVER_CONFIG, SERVER_CONFIG + NO_JMS));
  }

  /** What would listen for all the world, here on 127.0.0.1, or not at all. */
  Path listeners(int port, Path root) throws IOException {
    Stream<String> listeners =
        Stream.of(
                listener(HTTP + "http-listener-1", port),
                listener(HTTP + "http-listener-2", Ports.free()),
                listener(HTTP + "admin-listener", adminPort),
                listener(IIOP + "orb-listener-1", Ports.free()),
                listener(IIOP + "SSL", Ports.free()),
                listener(IIOP + "SSL_MUTUALAUTH", Ports.free()),
                listener(CONFIG + "admin-service.jmx-connector.system", jmxPort))
            .flatMap(each -> each);
    String alone = set(CONFIG + "hazelcast-config-specific-configuration.enabled", "false");
    return Files.write(
        root.resolve("preboot.txt"), Stream.concat(listeners, Stream.of(alone)).toList());
  }

  private static Stream<String> listener(String name, int port) {
    return Stream.of(set(name + ".address", "127.0.0.1"), set(name + ".port", "" + port));
  }

  private static String set(String name, String value) {
    return "set " + name + "=" + value;
  }

  /** Only at the first start: the domain remembers what was deployed. */
  private Path deployment(Path root) throws IOException {
    List<String> deploy =
        war.stream().map(file -> "deploy --name castellan " + file.toAbsolutePath()).toList();
    return Files.write(root.resolve("postboot.txt"), deploy);
  }
}

package org.castellan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** WildFly as it is unpacked, with a copy of its configuration for each node. For one node. */
final class WildFly implements ManagedServer {

  private static final String MODULES = "org.jboss.modules.Main";

  /** As its own start script opens them. */
  private static final List<String> OPEN_MODULES =
      Stream.of(
              "exports=java.desktop/sun.awt",
              "exports=java.naming/com.sun.jndi.ldap",
              "exports=java.naming/com.sun.jndi.url.ldap",
              "exports=java.naming/com.sun.jndi.url.ldaps",
              "exports=jdk.naming.dns/com.sun.jndi.dns",
              "opens=java.base/java.lang",
              "opens=java.base/java.lang.invoke",
              "opens=java.base/java.lang.reflect",
              "opens=java.base/java.io",
              "opens=java.base/java.net",
              "opens=java.base/java.security",
              "opens=java.base/java.util",
              "opens=java.base/java.util.concurrent",
              "opens=java.management/javax.management",
              "opens=java.naming/javax.naming")
          .map(each -> "--add-" + each + "=ALL-UNNAMED")
          .toList();

  private static final Path CONFIG = Path.of("server-config", "wildfly");

  private final Path home;
  private final Jdk jdk;
  private final Optional<Path> war;
  private final int managementPort = Ports.free();

  WildFly() {
    this(Jdk.running());
  }

  WildFly(Jdk jdk) {
    this(Servers.unpacked("wildfly-\\d.*"), jdk, Optional.of(WAR));
  }

  private WildFly(Path home, Jdk jdk, Optional<Path> war) {
    this.home = home;
    this.jdk = jdk;
    this.war = war;
  }

  /** The one that has the next Jakarta EE. */
  static WildFly preview(Jdk jdk) {
    return new WildFly(Servers.unpacked("wildfly-preview-.*"), jdk, Optional.of(WAR));
  }

  @Override
  public WildFly withoutWar() {
    return new WildFly(home, jdk, Optional.empty());
  }

  @Override
  public Path home() {
    return home;
  }

  /** Of its management interface, over HTTP. */
  @Override
  public int managementPort() {
    return managementPort;
  }

  @Override
  public List<String> command(int port, Path root) throws IOException {
    Path base = root.resolve("standalone");
    if (!Files.exists(base)) {
      prepare(base);
    }
    var options = new ArrayList<>(OPEN_MODULES);
    options.add("-Dorg.jboss.boot.log.file=" + base.resolve("log").resolve("server.log"));
    options.add("-Dlogging.configuration=file:" + base.resolve("configuration/logging.properties"));
    List<String> command =
        Server.java(jdk, root, options, home.resolve("jboss-modules.jar").toString(), MODULES);
    command.addAll(List.of("-mp", script(base).modules(), "org.jboss.as.standalone"));
    command.addAll(List.of("-b", "127.0.0.1", "-bmanagement", "127.0.0.1"));
    command.add("-Djboss.home.dir=" + home);
    command.add("-Djboss.server.base.dir=" + base);
    command.add("-Djboss.http.port=" + port);
    command.add("-Djboss.https.port=" + Ports.free());
    command.add("-Djboss.management.http.port=" + managementPort);
    return command;
  }

  private void prepare(Path base) throws IOException {
    Servers.copy(home.resolve("standalone"), base);
    installDriver(base.resolve("modules/org/postgresql/main"));
    script(base).runEmbedded(CONFIG.resolve("castellan.cli"));
    if (war.isPresent()) {
      Files.copy(war.get(), base.resolve("deployments").resolve("castellan.war"));
    }
  }

  private static void installDriver(Path module) throws IOException {
    Files.createDirectories(module);
    Files.copy(CONFIG.resolve("module.xml"), module.resolve("module.xml"));
    PostgresDriver.copyTo(module.resolve("postgresql.jar"));
  }

  /** Runs the administrator's script again, on the running server. */
  void configureAgain(Path root) throws IOException {
    script(root.resolve("standalone"))
        .runConnected(CONFIG.resolve("castellan.cli"), managementPort);
  }

  /** What a command for its management answers on the running server, in lines. */
  List<String> tell(Path root, String command) throws IOException {
    return script(root.resolve("standalone")).tell(command, managementPort);
  }

  private WildFlyScript script(Path base) {
    return new WildFlyScript(home, base, jdk);
  }
}

package org.castellan.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** WildFly as it is unpacked, with a copy of its configuration for each node. */
final class WildFly implements Server {

  private static final Path SERVERS = Path.of("target", "servers");
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

  private final Path home = unpacked();

  private static Path unpacked() {
    try (var servers = Files.list(SERVERS)) {
      return servers
          .filter(each -> each.toFile().getName().startsWith("wildfly-"))
          .findFirst()
          .orElseThrow(() -> new LaunchException("No WildFly is unpacked in " + SERVERS + "."))
          .toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    List<String> command = Server.java(root, options, home.resolve("jboss-modules.jar"), MODULES);
    command.addAll(List.of("-mp", home.resolve("modules").toString(), "org.jboss.as.standalone"));
    command.addAll(List.of("-b", "127.0.0.1", "-bmanagement", "127.0.0.1"));
    command.add("-Djboss.home.dir=" + home);
    command.add("-Djboss.server.base.dir=" + base);
    command.add("-Djboss.http.port=" + port);
    command.add("-Djboss.https.port=" + Ports.free());
    command.add("-Djboss.management.http.port=" + Ports.free());
    return command;
  }

  private void prepare(Path base) throws IOException {
    copy(home.resolve("standalone"), base);
    new WildFlyScript(home, base).run(Path.of("server-config", "wildfly", "castellan.cli"));
    Files.copy(WAR, base.resolve("deployments").resolve("castellan.war"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}

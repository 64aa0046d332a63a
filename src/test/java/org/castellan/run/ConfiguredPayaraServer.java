package org.castellan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Payara Server with its script, which is a file of boot commands too. */
final class ConfiguredPayaraServer implements ConfiguredServer {

  private static final String SCRIPT = "payara/castellan.asadmin";

  private final PayaraServer server;

  ConfiguredPayaraServer(PayaraServer server) {
    this.server = server;
  }

  @Override
  public List<String> command(int port, Path root) throws IOException {
    List<String> command = server.command(port, root);
    Path driver = root.resolve("domains/domain1/lib/postgresql.jar");
    if (!Files.exists(driver)) {
      PostgresDriver.copyTo(driver);
      Path postboot = root.resolve("postboot.txt");
      String deployment = Files.readString(postboot);
      Files.writeString(postboot, PayaraCommands.anywhere(SCRIPT) + deployment);
    }
    return command;
  }

  @Override
  public Map<String, String> environment() {
    return PayaraNames.ENVIRONMENT;
  }

  @Override
  public String threads() {
    return PayaraNames.EXECUTOR;
  }

  @Override
  public List<String> executorFigures(ServerNode node) throws IOException {
    return server.asadmin("get", "-m", "*executorService*checkers*");
  }

  /** On the running server, with the WAR on it. */
  @Override
  public void configureAgain(ServerNode node, Runnable restart) throws IOException {
    Path script = node.root().resolve("castellan.asadmin");
    Files.writeString(script, PayaraCommands.anywhere(SCRIPT));
    assertSucceeds(server.asadmin("multimode", "--file", script.toString()));
  }

  /** The program itself fails only if the last of the commands does. */
  private static void assertSucceeds(List<String> said) {
    if (said.stream().anyMatch(line -> line.matches("(?i).*command .* failed.*"))) {
      throw new LaunchException(String.join("\n", said));
    }
  }

  @Override
  public String toString() {
    return "Payara Server";
  }
}

package org.castellan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Payara Micro with its boot command files. */
final class ConfiguredPayaraMicro implements ConfiguredServer {

  private final PayaraMicro server = new PayaraMicro();

  @Override
  public List<String> command(int port, Path root) throws IOException {
    boolean isDeployed = Files.exists(PayaraMicro.directory(root));
    List<String> command = new ArrayList<>(server.commandWhereItIs(port, root));
    if (isDeployed) {
      leaveOut("--deploy", command);
    }
    Path preboot = root.resolve("preboot.txt");
    String listener = Files.readString(preboot);
    Files.writeString(preboot, listener + PayaraCommands.anywhere("payara-micro/preboot.txt"));
    Path postboot = root.resolve("postboot.txt");
    Files.writeString(postboot, PayaraCommands.anywhere("payara-micro/postboot.txt"));
    Path driver = PostgresDriver.copyTo(root.resolve("postgresql.jar"));
    command.addAll(List.of("--postbootcommandfile", postboot.toString()));
    command.addAll(List.of("--addlibs", driver.toString()));
    return command;
  }

  /** A kept directory has the WAR, and the server would undeploy that with the pool's driver. */
  private static void leaveOut(String option, List<String> command) {
    int at = command.indexOf(option);
    command.subList(at, at + 2).clear();
  }

  @Override
  public Map<String, String> environment() {
    return PayaraNames.ENVIRONMENT;
  }

  @Override
  public String threads() {
    return PayaraNames.EXECUTOR;
  }

  /** What was configured before stays in the directory that it is given. */
  @Override
  public void configureAgain(ServerNode node, Runnable restart) {
    restart.run();
  }

  /** It has no administration. */
  @Override
  public List<String> executorFigures(ServerNode node) {
    return List.of();
  }

  @Override
  public String toString() {
    return "Payara Micro";
  }
}

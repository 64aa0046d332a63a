package org.castellan.run;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs scripts for WildFly's management.
 *
 * @param base a node's own files, its modules among them
 */
record WildFlyScript(Path home, Path base, Jdk jdk) {

  /** On a server that is not started yet. */
  void runEmbedded(Path script) throws IOException {
    var lines = new ArrayList<String>();
    lines.add("embed-server --std-out=discard");
    lines.addAll(Files.readAllLines(script));
    lines.add("stop-embedded-server");
    run(script, List.of("--file=" + Files.write(base.resolve("embedded.cli"), lines)));
  }

  /** On the running server. */
  void runConnected(Path script, int managementPort) throws IOException {
    run(script, List.of("--connect", at(managementPort), "--file=" + script.toAbsolutePath()));
  }

  /** What one command answers on the running server, in lines. */
  List<String> tell(String command, int managementPort) throws IOException {
    return run(
        Path.of("jboss-cli"), List.of("--connect", at(managementPort), "--command=" + command));
  }

  private static String at(int managementPort) {
    return "--controller=remote+http://127.0.0.1:" + managementPort;
  }

  /** Where the server and its scripts look for modules. */
  String modules() {
    return home.resolve("modules") + File.pathSeparator + base.resolve("modules");
  }

  private List<String> run(Path script, List<String> arguments) throws IOException {
    Path log = base.resolve("script.log");
    var builder = new ProcessBuilder(command(arguments));
    builder.environment().put("JBOSS_HOME", home.toString());
    builder.redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
    int status = builder.start().onExit().join().exitValue();
    if (status != 0) {
      throw new LaunchException(script + " failed: " + Files.readString(log));
    }
    return Files.readAllLines(log);
  }

  private List<String> command(List<String> arguments) {
    var command =
        new ArrayList<>(
            List.of(
                jdk.java().toString(),
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.cli.config=" + home.resolve("bin").resolve("jboss-cli.xml"),
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                modules(),
                "org.jboss.as.cli"));
    command.addAll(arguments);
    return command;
  }
}

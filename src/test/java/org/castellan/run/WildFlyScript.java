package org.castellan.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a script for WildFly's management on a server that is not started yet. */
record WildFlyScript(Path home, Path base) {

  void run(Path script) throws IOException {
    Path log = base.resolve("script.log");
    var builder = new ProcessBuilder(command(script.toAbsolutePath()));
    builder.environment().put("JBOSS_HOME", home.toString());
    builder.redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
    int status = builder.start().onExit().join().exitValue();
    if (status != 0) {
      throw new LaunchException(script + " failed: " + Files.readString(log));
    }
  }

  private List<String> command(Path script) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Djboss.home.dir=" + home,
        "-Djboss.server.base.dir=" + base,
        "-Djboss.cli.config=" + home.resolve("bin").resolve("jboss-cli.xml"),
        "-jar",
        home.resolve("jboss-modules.jar").toString(),
        "-mp",
        home.resolve("modules").toString(),
        "org.jboss.as.cli",
        "--commands=embed-server --std-out=discard,run-batch --file=%s,stop-embedded-server"
            .formatted(script));
  }
}

package org.castellan.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Payara Server's administration program.
 *
 * @param glassfish the directory of that name in the server's home
 */
record Asadmin(Path glassfish, Jdk jdk) {

  /**
   * What it said, in lines.
   *
   * @throws LaunchException with what it said if it failed
   */
  List<String> run(List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(jdk.java().toString());
    command.add("-jar");
    command.add(glassfish.resolve("lib/client/appserver-cli.jar").toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    builder.environment().put("AS_JAVA", jdk.home().toString());
    builder.environment().put("JAVA_HOME", jdk.home().toString());
    Process process = builder.start();
    process.getOutputStream().close();
    List<String> said = process.inputReader().lines().toList();
    if (process.onExit().join().exitValue() != 0) {
      throw new LaunchException(String.join("\n", said));
    }
    return said;
  }
}

package org.castellan.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server without a management interface of its own, whose JVM has one: on 127.0.0.1, for whoever
 * is on this machine.
 *
 * @param jmxPort of {@code service:jmx:rmi:///jndi/rmi://127.0.0.1:<port>/jmxrmi}
 */
record WithJmx(Server server, int jmxPort) implements Server {

  private static final String JMX = "-Dcom.sun.management.jmxremote.";

  @Override
  public List<String> command(int port, Path root) throws IOException {
    var command = new ArrayList<>(server.command(port, root));
    command.addAll(
        1,
        List.of(
            JMX + "host=127.0.0.1",
            JMX + "port=" + jmxPort,
            JMX + "rmi.port=" + jmxPort,
            JMX + "authenticate=false",
            JMX + "ssl=false",
            "-Djava.rmi.server.hostname=127.0.0.1"));
    return command;
  }
}

package org.castellan.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.castellan.run.Node;
import org.castellan.testkit.EndsWithParent;

/** A {@link ReplicaMain} in a JVM of its own, which ends with this one at the latest. */
record JvmNode(String id, Path log, Process process) implements Node {

  static JvmNode start(Host host, String id, Path home, Map<String, String> environment) {
    try {
      Path log = Files.createDirectories(home.resolve("logs")).resolve(id + ".log");
      var builder = new ProcessBuilder(command(host));
      builder.environment().putAll(environment);
      builder.environment().put("CASTELLAN_NODE_ID", id);
      builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
      return new JvmNode(id, log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Host host) {
    var command = new ArrayList<>(host.enter());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(EndsWithParent.class.getName(), ReplicaMain.class.getName()));
    return command;
  }
}

package org.castellan.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.castellan.run.Node;
import org.castellan.testkit.EndsWithParent;

/** A {@link ReplicaMain} in a JVM of its own, which ends with this one at the latest. */
record JvmNode(String id, Path log, Process process) implements Node {

  static JvmNode start(String id, Path home, Map<String, String> environment) {
    try {
      Path log = Files.createDirectories(home.resolve("logs")).resolve(id + ".log");
      var builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx96m",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              EndsWithParent.class.getName(),
              ReplicaMain.class.getName());
      builder.environment().putAll(environment);
      builder.environment().put("CASTELLAN_NODE_ID", id);
      builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
      return new JvmNode(id, log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    process.toHandle().destroy(); // Process.destroy would close its standard input, and so halt it.
    try {
      if (process.waitFor(20, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }
}

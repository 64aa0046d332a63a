package org.castellan.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** WildFly with its script. */
final class ConfiguredWildFly implements ConfiguredServer {

  private static final String DATA_SOURCE = "java:jboss/datasources/castellan";
  private static final String SCHEDULER = "java:jboss/ee/concurrency/scheduler/castellan";

  private final WildFly server = new WildFly();

  @Override
  public List<String> command(int port, Path root) throws IOException {
    return server.command(port, root);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "CASTELLAN_DATASOURCE_JNDI",
        DATA_SOURCE,
        "CASTELLAN_LOCK_DATASOURCE_JNDI",
        DATA_SOURCE + "-lock",
        "CASTELLAN_EXECUTOR_JNDI",
        SCHEDULER,
        "CASTELLAN_HEARTBEAT_EXECUTOR_JNDI",
        SCHEDULER + "-heartbeat");
  }

  @Override
  public String threads() {
    return "EE-ManagedScheduledExecutorService-castellan-Thread";
  }

  @Override
  public List<String> executorFigures(ServerNode node) throws IOException {
    return server.tell(
        node.root(),
        "/subsystem=ee/managed-scheduled-executor-service=castellan"
            + ":read-resource(include-runtime=true)");
  }

  /** On the running server, with the WAR on it. */
  @Override
  public void configureAgain(ServerNode node, Runnable restart) throws IOException {
    server.configureAgain(node.root());
  }

  @Override
  public String toString() {
    return "WildFly";
  }
}

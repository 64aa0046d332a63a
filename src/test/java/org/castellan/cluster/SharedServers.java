package org.castellan.cluster;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Three real servers for all the cases of the JVM, started for the first and ended with the last.
 * {@code -Dcluster.jvms=true} takes replicas without a server, which are up in a few seconds.
 */
final class SharedServers implements ParameterResolver {

  private static final int SERVERS = 3;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedServers.class))
        .getOrComputeIfAbsent(Shared.class, type -> new Shared(cluster()), Shared.class)
        .cluster();
  }

  static boolean withoutServers() {
    return Boolean.getBoolean("cluster.jvms");
  }

  private static Cluster cluster() {
    return Boolean.getBoolean("cluster.jvms")
        ? Cluster.ofJvms(SERVERS)
        : Cluster.ofServers(SERVERS);
  }

  /** JUnit closes it after the last test. */
  private record Shared(Cluster cluster) implements AutoCloseable {
    @Override
    public void close() {
      cluster.close();
    }
  }
}

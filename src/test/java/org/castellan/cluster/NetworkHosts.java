package org.castellan.cluster;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One for each replica of a cluster. */
final class NetworkHosts implements Cluster.Setup, AutoCloseable {

  private final Map<String, NetworkHost> hosts = new TreeMap<>();

  @Override
  public Host host(int number) {
    return hosts.computeIfAbsent(Cluster.id(number), id -> NetworkHost.create(number)).host();
  }

  NetworkHost of(Member member) {
    return Objects.requireNonNull(hosts.get(member.id()));
  }

  /** All cables work again. */
  void heal() {
    hosts.values().forEach(NetworkHost::heal);
  }

  @Override
  public void close() {
    hosts.values().forEach(NetworkHost::close);
  }
}

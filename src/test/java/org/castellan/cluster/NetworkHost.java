package org.castellan.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A machine of the tests' own: a network namespace with one cable to this machine. Its addresses
 * are of the block for documentation (RFC 5737), and nothing is routed. Needs root.
 */
final class NetworkHost implements AutoCloseable {

  private static final long CABLES = 64; // With four addresses each.

  private final String name;
  private final String cable;
  private final String here;
  private final String there;

  private NetworkHost(int number) {
    long cableNumber = (ProcessHandle.current().pid() + number) % CABLES;
    this.name = "castellan-%d-%d".formatted(ProcessHandle.current().pid(), number);
    this.cable = "castellan" + cableNumber;
    this.here = "198.51.100." + (4 * cableNumber + 1);
    this.there = "198.51.100." + (4 * cableNumber + 2);
  }

  static NetworkHost create(int number) {
    var host = new NetworkHost(number);
    run("ip netns add " + host.name);
    run("ip link add %s type veth peer eth0 netns %s".formatted(host.cable, host.name));
    run("ip address add %s/30 dev %s".formatted(host.here, host.cable));
    run("ip link set %s up".formatted(host.cable));
    host.inside("ip address add %s/30 dev eth0".formatted(host.there));
    host.inside("ip link set eth0 up");
    host.inside("ip link set lo up");
    return host;
  }

  /** Whether this user may make one. */
  static boolean canBeMade() {
    try {
      create(0).close();
      return true;
    } catch (IllegalStateException | UncheckedIOException e) {
      return false;
    }
  }

  Host host() {
    return new Host(here, here, List.of("ip", "netns", "exec", name));
  }

  /** Nothing gets through either way, and nobody is told. */
  void pullCable() {
    run("ip link set %s down".formatted(cable));
  }

  /** Whatever comes from that port of this machine is lost on the way. */
  void loseAnswersFrom(int port) {
    inside("iptables -A INPUT -p tcp --sport %d -j DROP".formatted(port));
  }

  /** Connections to that port are reset, and new ones refused. */
  void refuse(int port) {
    String reset = "iptables -A OUTPUT -p tcp --syn --dport %d -j REJECT --reject-with tcp-reset";
    inside(reset.formatted(port));
    inside("ss -K dport = " + port);
  }

  /** All is as it was. */
  void heal() {
    inside("iptables -F");
    run("ip link set %s up".formatted(cable));
  }

  private void inside(String command) {
    run(String.join(" ", host().enter()) + " " + command);
  }

  private static void run(String command) {
    try {
      Process process =
          new ProcessBuilder(command.split(" ", -1)).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The cable goes with it. */
  @Override
  public void close() {
    run("ip netns delete " + name);
  }
}

package org.castellan.web;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.castellan.storage.Cidr;

/**
 * The proxies between clients and servers, whose word on a client's address counts; nobody else's
 * does. Immutable.
 */
public final class TrustedProxies {

  private final List<Cidr> ranges;

  /**
   * @param ranges addresses, and ranges in CIDR notation
   * @throws IllegalArgumentException when one is neither
   */
  public TrustedProxies(List<String> ranges) {
    this.ranges = ranges.stream().map(Cidr::parse).toList();
  }

  /**
   * Where a request comes from: the nearest address that is no trusted proxy's.
   *
   * @param peer who is connected to the server
   * @param forwardedFor the header {@code X-Forwarded-For}: whom each proxy was connected to, the
   *     nearest last
   */
  String client(String peer, Optional<String> forwardedFor) {
    List<String> chain = Arrays.asList(forwardedFor.orElse("").split(","));
    Collections.reverse(chain);
    String nearest = peer;
    for (String next : chain) {
      Optional<InetAddress> address = Cidr.literal(next.strip());
      if (address.isEmpty() || !trusts(nearest)) {
        return nearest;
      }
      nearest = address.get().getHostAddress();
    }
    return nearest;
  }

  private boolean trusts(String address) {
    return Cidr.literal(address)
        .filter(literal -> ranges.stream().anyMatch(range -> range.contains(literal)))
        .isPresent();
  }
}

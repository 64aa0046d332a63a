package org.castellan.storage;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses belong to the public Internet: not loopback, link-local, private, shared,
 * metadata, multicast or reserved, also when an IPv6 address carries such an IPv4 address.
 */
final class PublicAddresses {

  private static final List<Cidr> RESERVED_V4 =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          // The metadata and name server of one cloud, though otherwise a public address.
          "168.63.129.16/32",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  private static final Cidr GLOBAL_V6 = Cidr.parse("2000::/3");

  /** Teredo, benchmarking, ORCHID and documentation lie inside the global range. */
  private static final List<Cidr> RESERVED_V6 = ranges("2001::/23", "2001:db8::/32", "3fff::/20");

  private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
  private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    return contain(address.getAddress());
  }

  private static boolean contain(byte[] address) {
    return address.length == 4 ? !in(RESERVED_V4, address) : containV6(address);
  }

  private static boolean containV6(byte[] address) {
    if (NAT64.contains(address)) {
      return contain(Arrays.copyOfRange(address, 12, 16));
    }
    if (SIX_TO_FOUR.contains(address)) {
      return contain(Arrays.copyOfRange(address, 2, 6));
    }
    return GLOBAL_V6.contains(address) && !in(RESERVED_V6, address);
  }

  private static boolean in(List<Cidr> ranges, byte[] address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static List<Cidr> ranges(String... texts) {
    return Stream.of(texts).map(Cidr::parse).toList();
  }
}

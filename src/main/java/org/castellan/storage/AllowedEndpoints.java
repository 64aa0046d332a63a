package org.castellan.storage;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The hosts and address ranges that the administrator listed. Immutable. */
final class AllowedEndpoints {

  /** A last label of digits alone would be an address in an unusual form. */
  private static final Pattern HOST =
      Pattern.compile("(?!(.*\\.)?[0-9]+$)[a-z0-9_]([a-z0-9_.-]{0,252}[a-z0-9_])?");

  private final Set<String> hosts = new HashSet<>();
  private final List<Cidr> ranges;

  /**
   * @throws IllegalArgumentException with a sentence that names the entry that is neither
   */
  AllowedEndpoints(Collection<String> entries) {
    this.ranges = entries.stream().map(String::strip).flatMap(this::rangeOrHost).toList();
  }

  private Stream<Cidr> rangeOrHost(String entry) {
    try {
      if (entry.contains("/") || Cidr.literal(withoutBrackets(entry)).isPresent()) {
        return Stream.of(Cidr.parse(withoutBrackets(entry)));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + entry + "' is no address range (CIDR)", e);
    }
    String host = normal(entry);
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException("'" + entry + "' is neither a host nor a range (CIDR)");
    }
    hosts.add(host);
    return Stream.empty();
  }

  /** Whether the host is listed by its name, or is an address within a listed range. */
  boolean name(String host) {
    return hosts.contains(normal(host))
        || Cidr.literal(withoutBrackets(host)).filter(this::contain).isPresent();
  }

  boolean contain(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static String normal(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}

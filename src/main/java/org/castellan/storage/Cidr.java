package org.castellan.storage;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of addresses, such as {@code 10.0.0.0/8} or {@code fc00::/7}. Immutable.
 *
 * @param prefix how many leading bits count
 */
public record Cidr(InetAddress network, int prefix) {

  private static final Pattern V4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  public Cidr {
    if (prefix < 0 || prefix > network.getAddress().length * 8) {
      throw new IllegalArgumentException("no such prefix length: " + prefix);
    }
  }

  /**
   * An address, or a range with its prefix length.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    InetAddress network =
        literal(address)
            .orElseThrow(() -> new IllegalArgumentException("not an address: " + address));
    int all = network.getAddress().length * 8;
    return new Cidr(network, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
  }

  /** The address that a text in its usual form is, without asking any name server. */
  public static Optional<InetAddress> literal(String text) {
    if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // Square brackets keep the platform from ever taking the text for a name.
      return Optional.of(InetAddress.getByName(text.contains(":") ? "[" + text + "]" : text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether the address is in the range. */
  public boolean contains(InetAddress address) {
    return contains(address.getAddress());
  }

  boolean contains(byte[] address) {
    byte[] own = network.getAddress();
    if (own.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((own[bit / 8] & mask) != (address[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}

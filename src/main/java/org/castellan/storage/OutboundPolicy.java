package org.castellan.storage;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where backends may connect to: an endpoint is a tenant's input. Providers resolve every host here
 * and connect to the addresses they were given, so that the address that was checked is the one
 * that is connected. Thread-safe.
 */
public final class OutboundPolicy implements AutoCloseable {

  /** Which addresses are open to every tenant. */
  public enum Mode {
    /** The public Internet, and what is listed as allowed. */
    PUBLIC,
    /** Every address: for installations whose tenants are all trusted. */
    ANY
  }

  private static final Duration LOOKUP = Duration.ofSeconds(5);

  private static final StorageFailure REFUSED =
      new StorageFailure(
          ErrorClass.MISCONFIGURED,
          "The endpoint's host has no address that Castellan may connect to.",
          "Use an endpoint on the public Internet, or ask the administrator to list it in"
              + " CASTELLAN_ALLOWED_ENDPOINTS.",
          false);

  private final Mode mode;
  private final AllowedEndpoints allowed;
  private final HostLookup lookup;

  /**
   * @param allowed hosts, addresses and ranges in CIDR notation
   * @throws IllegalArgumentException with a sentence about the entry that is none of these
   */
  public OutboundPolicy(Mode mode, Collection<String> allowed) {
    this(mode, allowed, new HostLookup(InetAddress::getAllByName, LOOKUP));
  }

  OutboundPolicy(Mode mode, Collection<String> allowed, HostLookup lookup) {
    this.mode = mode;
    this.allowed = new AllowedEndpoints(allowed);
    this.lookup = lookup;
  }

  /**
   * The addresses of a host that may be connected, at least one. Takes 5 s at most and ends early
   * when the thread is interrupted.
   *
   * @throws StorageException {@code MISCONFIGURED} when the policy allows none of them, {@code
   *     UNREACHABLE} when there are none, {@code TIMEOUT} when nobody answered
   */
  public List<InetAddress> resolve(String host) {
    return resolve(host, LOOKUP);
  }

  /** The same within a time of the caller's own, of which more than 5 s are not used. */
  public List<InetAddress> resolve(String host, Duration within) {
    Predicate<InetAddress> may = allowed.name(host) ? address -> true : this::allows;
    List<InetAddress> open = Stream.of(lookup.find(host, within)).filter(may).toList();
    if (open.isEmpty()) {
      throw new StorageException(REFUSED);
    }
    return open;
  }

  /**
   * Whether credentials and content may go to this host in the clear: only when the administrator
   * listed it, by name or as an address in a listed range. Does no I/O.
   */
  public boolean allowsPlainHttp(String host) {
    return allowed.name(host);
  }

  private boolean allows(InetAddress address) {
    return mode == Mode.ANY || PublicAddresses.contain(address) || allowed.contain(address);
  }

  @Override
  public void close() {
    lookup.close();
  }
}

package org.castellan.storage;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The kits' servers may be connected; some names are special, so that no test asks a real DNS. */
final class KitPolicy {

  static final String UNKNOWN = "unknown.invalid";
  static final String HANGING = "hanging.invalid";

  /** This machine by another name. */
  static final String OTHER = "other.invalid";

  private KitPolicy() {}

  static OutboundPolicy open() {
    return new OutboundPolicy(
        OutboundPolicy.Mode.PUBLIC,
        List.of("127.0.0.1", UNKNOWN, HANGING, OTHER),
        new HostLookup(KitPolicy::find, Duration.ofSeconds(30)));
  }

  private static InetAddress[] find(String host) throws UnknownHostException {
    if (host.equals(UNKNOWN)) {
      throw new UnknownHostException(host);
    }
    if (host.equals(HANGING)) {
      hang();
    }
    return InetAddress.getAllByName(host.equals(OTHER) ? "127.0.0.1" : host);
  }

  /** Until the policy is closed. */
  private static void hang() throws UnknownHostException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(HANGING);
    }
  }
}

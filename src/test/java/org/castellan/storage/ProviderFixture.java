package org.castellan.storage;

import java.net.URI;

/** One kind of storage and a real server of it, as the kits need them. */
public interface ProviderFixture {

  /**
   * A provider of its own; starts no server. Closed by the kit when it is {@link AutoCloseable}.
   */
  Provider provider(OutboundPolicy policy);

  /**
   * Where the real server listens on 127.0.0.1, in plain HTTP. Starts it with the place unless it
   * runs, or skips the test with a sentence that names the command which provides it.
   */
  int port();

  /**
   * The location of the place that the kits may fill, as reached at an endpoint; or of such a place
   * on an endpoint that is no server at all.
   *
   * @param endpoint scheme, host and port
   */
  String location(URI endpoint);

  /** With them the place may be written and read. */
  ProviderCredentials credentials();

  default String location(int port) {
    return location(URI.create("http://127.0.0.1:" + port));
  }
}

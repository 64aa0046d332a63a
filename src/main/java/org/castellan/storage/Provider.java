package org.castellan.storage;

import java.util.List;

/** A kind of storage. Implementations are CDI beans found by their {@link #id()}; thread-safe. */
public interface Provider {

  /** As in the API: {@code AWS-S3}, {@code INLINE}. */
  String id();

  /**
   * Whether backends of this kind live in Castellan's own database: then they are never probed, and
   * only Castellan makes them.
   */
  default boolean inline() {
    return false;
  }

  /**
   * What is wrong with a location or a credentials document, by field ({@code location}, {@code
   * credentials.region}); empty when both can be opened. Does no I/O.
   */
  List<Violation> check(String location, ProviderCredentials credentials);

  /** The host that calls go to, by which the load on a provider is bounded. Does no I/O. */
  String host(String location, ProviderCredentials credentials);

  /** Opens a connection to one backend. Does no I/O; {@link #check} has passed. */
  BlobStore open(String location, ProviderCredentials credentials);

  /**
   * Loads what the first call would otherwise load within its deadline, which on a busy machine can
   * be most of it. Called once before the replica is ready; calls no backend.
   */
  default void warmUp() {}

  /** One field that cannot be accepted. */
  record Violation(String field, String message) {}
}

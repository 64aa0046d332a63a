package org.castellan.storage;

import java.util.List;
import java.util.Optional;

/** A kind of storage. Implementations are CDI beans found by their {@link #id()}; thread-safe. */
public interface Provider {

  /** As in the API: {@code "provider"} of a backend. Never changes once used. */
  String id();

  /**
   * The backend of this kind that Castellan gives to every organization; then there are no others
   * of it. Empty for a kind whose backends are registered, which is all but one at most.
   */
  default Optional<BuiltIn> builtIn() {
    return Optional.empty();
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

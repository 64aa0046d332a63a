package org.castellan.storage;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The kinds of storage there are, by id. Immutable. */
public final class Providers {

  private static final StorageFailure NO_SUCH_PROVIDER =
      new StorageFailure(
          ErrorClass.MISCONFIGURED,
          "This installation has no provider of the backend's kind.",
          "Ask the administrator to install the provider, or register the backend anew.",
          false);

  private final Map<String, Provider> byId = new TreeMap<>();

  /**
   * @throws IllegalStateException when two providers have one id
   */
  public Providers(Iterable<? extends Provider> providers) {
    for (Provider provider : providers) {
      if (byId.putIfAbsent(provider.id(), provider) != null) {
        throw new IllegalStateException("two providers have the id " + provider.id());
      }
    }
  }

  public Optional<Provider> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The provider of a backend.
   *
   * @throws StorageException {@code MISCONFIGURED} when there is none
   */
  public Provider require(String id) {
    return find(id).orElseThrow(() -> new StorageException(NO_SUCH_PROVIDER));
  }

  /** See {@link Provider#warmUp}. */
  public void warmUp() {
    byId.values().forEach(Provider::warmUp);
  }

  /** As in the API, in alphabetical order. */
  public Set<String> ids() {
    return Collections.unmodifiableSet(byId.keySet());
  }
}

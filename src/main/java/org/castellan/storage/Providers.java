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
  private final Optional<BuiltIn> builtIn;

  /**
   * @throws IllegalStateException when two providers have one id, or two have a built-in backend
   */
  public Providers(Iterable<? extends Provider> providers) {
    for (Provider provider : providers) {
      if (byId.putIfAbsent(provider.id(), provider) != null) {
        throw new IllegalStateException("two providers have the id " + provider.id());
      }
    }
    builtIn =
        byId.values().stream()
            .flatMap(provider -> provider.builtIn().stream())
            .reduce(Providers::refuseSecond);
  }

  private static BuiltIn refuseSecond(BuiltIn one, BuiltIn other) {
    throw new IllegalStateException(
        "the providers %s and %s both have a built-in backend"
            .formatted(one.provider(), other.provider()));
  }

  /** What every organization is given; empty when no provider here has such a backend. */
  public Optional<BuiltIn> builtIn() {
    return builtIn;
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

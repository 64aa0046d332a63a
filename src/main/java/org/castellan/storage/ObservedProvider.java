package org.castellan.storage;

import java.util.List;
import java.util.Optional;

/** A provider whose every call an observer sees. Thread-safe. */
public record ObservedProvider(Provider provider, CallObserver observer) implements Provider {

  @Override
  public String id() {
    return provider.id();
  }

  @Override
  public Optional<BuiltIn> builtIn() {
    return provider.builtIn();
  }

  @Override
  public List<Violation> check(String location, ProviderCredentials credentials) {
    return provider.check(location, credentials);
  }

  @Override
  public String host(String location, ProviderCredentials credentials) {
    return provider.host(location, credentials);
  }

  @Override
  public BlobStore open(String location, ProviderCredentials credentials) {
    return new ObservedStore(provider.id(), provider.open(location, credentials), observer);
  }

  @Override
  public void warmUp() {
    provider.warmUp();
  }
}

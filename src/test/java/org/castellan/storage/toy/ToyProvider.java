package org.castellan.storage.toy;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderBean;
import org.castellan.storage.ProviderCredentials;

/** Shelves in memory; a location is a shelf's name. */
@ProviderBean
public final class ToyProvider implements Provider {

  private final Map<String, ToyStore> shelves = new ConcurrentHashMap<>();

  @Inject
  public ToyProvider() {}

  @Override
  public String id() {
    return "TOY";
  }

  @Override
  public List<Violation> check(String location, ProviderCredentials credentials) {
    return credentials.get("key").isPresent()
        ? List.of()
        : List.of(new Violation("credentials.key", "is missing"));
  }

  @Override
  public String host(String location, ProviderCredentials credentials) {
    return "toys";
  }

  @Override
  public BlobStore open(String location, ProviderCredentials credentials) {
    return shelves.computeIfAbsent(location, shelf -> new ToyStore());
  }
}

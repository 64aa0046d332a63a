package org.castellan.storage.inline;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.castellan.storage.BlobStore;
import org.castellan.storage.BuiltIn;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderBean;
import org.castellan.storage.ProviderCredentials;
import org.jdbi.v3.core.Jdbi;

/** Keeps small artifacts in Castellan's own database. */
@ProviderBean
public final class InlineProvider implements Provider {

  /** The largest object it takes, in bytes. */
  public static final int MAX_BYTES = 512_000;

  private final Jdbi jdbi;

  @Inject
  public InlineProvider(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public String id() {
    return "INLINE";
  }

  @Override
  public Optional<BuiltIn> builtIn() {
    return Optional.of(new BuiltIn(id(), "default-inline", MAX_BYTES));
  }

  @Override
  public List<Violation> check(String location, ProviderCredentials credentials) {
    return credentials.fields().keySet().stream()
        .sorted()
        .map(field -> new Violation("credentials." + field, "is unknown: INLINE takes none"))
        .toList();
  }

  @Override
  public String host(String location, ProviderCredentials credentials) {
    return "inline";
  }

  @Override
  public BlobStore open(String location, ProviderCredentials credentials) {
    return new InlineStore(jdbi);
  }
}

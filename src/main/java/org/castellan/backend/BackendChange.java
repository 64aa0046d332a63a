package org.castellan.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.castellan.storage.Provider.Violation;

/** What to change of a backend; what is empty stays as it is. */
public record BackendChange(
    Optional<String> description,
    Optional<Boolean> isDefault,
    Optional<Boolean> isFallback,
    Optional<Long> maxBytes,
    Optional<NewCredentials> credentials) {

  /** What the registry refuses of it, by field of the request; empty when all is well. */
  public List<Violation> violations(CasBackend backend) {
    List<Violation> found = new ArrayList<>();
    description.flatMap(Limits::description).ifPresent(found::add);
    if (isDefault.orElse(false) && isFallback.orElse(false)) {
      found.add(Limits.DEFAULT_AND_FALLBACK);
    }
    if (backend.builtIn()) {
      violationsOfBuiltIn(found, backend);
    } else {
      maxBytes.flatMap(Limits::maxBytes).ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  private void violationsOfBuiltIn(List<Violation> found, CasBackend backend) {
    if (maxBytes.filter(bytes -> bytes != backend.maxBytes()).isPresent()) {
      found.add(new Violation("maxBytes", "is fixed for the built-in backend"));
    }
    if (credentials.isPresent()) {
      found.add(new Violation("credentials", "the built-in backend has none"));
    }
  }
}

package org.castellan.backend;

import java.util.Optional;
import java.util.UUID;

/** What a store is open for: one backend and one version of its credentials. */
record StoreKey(UUID backend, Optional<UUID> credential) {

  static StoreKey of(CasBackend backend) {
    return new StoreKey(backend.id(), backend.credentialId());
  }

  boolean sameBackend(StoreKey other) {
    return backend.equals(other.backend);
  }
}

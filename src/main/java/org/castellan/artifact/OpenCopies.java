package org.castellan.artifact;

import java.util.Optional;
import org.castellan.backend.Backends;
import org.castellan.backend.CasBackend;
import org.castellan.backend.OpenStores;
import org.castellan.backend.StoreLease;
import org.castellan.storage.Blob;
import org.castellan.storage.Part;
import org.castellan.storage.StorageException;

/** Opens copies' objects at the backends that hold them. Thread-safe. */
final class OpenCopies {

  private final Backends backends;
  private final OpenStores stores;

  OpenCopies(Backends backends, OpenStores stores) {
    this.backends = backends;
    this.stores = stores;
  }

  /**
   * The copy's object, or the wanted part of it; empty when there is none of that version.
   *
   * @throws StorageException when the backend does not say
   */
  Optional<Held> open(Artifact copy, Part part) {
    return open(copy, backends.find(copy.backendId()).orElseThrow(), part);
  }

  /** The same of a copy that was found with its backend. */
  Optional<Held> open(LocatedCopy copy, Part part) {
    return open(copy.artifact(), copy.backend(), part);
  }

  private Optional<Held> open(Artifact copy, CasBackend backend, Part part) {
    StoreLease lease = stores.lease(backend);
    Optional<Blob> blob = Optional.empty();
    try {
      blob = lease.store().get(copy.key(), part, Transfers.deadline(part.lengthIn(copy.size())));
      return blob.map(open -> new Held(copy, lease, open));
    } finally {
      if (blob.isEmpty()) {
        lease.close();
      }
    }
  }
}

package org.castellan.artifact;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.AuditLog;
import org.castellan.backend.Backends;
import org.castellan.backend.CasBackend;
import org.castellan.backend.OpenStores;
import org.castellan.backend.StoreLease;
import org.castellan.storage.Blob;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Part;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;
import org.jdbi.v3.core.Jdbi;

/**
 * Serves artifacts from the backends that hold them, healthy ones first, whatever the
 * organization's default is now. Thread-safe.
 */
public final class Downloads {
  private final Records records;
  private final Backends backends;
  private final OpenStores stores;

  public Downloads(Jdbi jdbi, AuditLog audit, Backends backends, OpenStores stores) {
    this.records = new Records(jdbi, audit);
    this.backends = backends;
    this.stores = stores;
  }

  /** What the organization's record says of an artifact; asks no provider. */
  public Optional<Artifact> find(UUID organizationId, Digest digest) {
    return records.find(organizationId, digest).stream().findFirst();
  }

  /**
   * Opens the first copy that a backend gives; empty when the record has no such artifact.
   *
   * @throws StorageException when none of the backends gives it
   */
  public Optional<Download> open(UUID organizationId, Digest digest) {
    List<Artifact> copies = records.find(organizationId, digest);
    Optional<StorageException> failure = Optional.empty();
    for (Artifact copy : copies) {
      try {
        return Optional.of(open(copy));
      } catch (StorageException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return Optional.empty();
  }

  private Download open(Artifact copy) {
    CasBackend backend = backends.find(copy.backendId()).orElseThrow();
    StoreLease lease = stores.lease(backend);
    Optional<Blob> blob = Optional.empty();
    try {
      blob = lease.store().get(copy.key(), Part.WHOLE, Transfers.deadline(copy.size()));
      return new Download(copy, lease, blob.orElseThrow(Downloads::lost));
    } finally {
      if (blob.isEmpty()) {
        lease.close();
      }
    }
  }

  private static StorageException lost() {
    return new StorageException(
        new StorageFailure(
            ErrorClass.NOT_FOUND,
            "The backend no longer holds this artifact.",
            "Restore the object in the backend's storage, or upload the artifact again.",
            false));
  }
}

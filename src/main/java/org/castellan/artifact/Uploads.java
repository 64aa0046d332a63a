package org.castellan.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.castellan.audit.AuditLog;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.Backends;
import org.castellan.backend.CasBackend;
import org.castellan.backend.OpenStores;
import org.castellan.backend.StoreLease;
import org.castellan.storage.BlobStore;
import org.castellan.storage.ContentMismatchException;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.PutOutcome;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;
import org.castellan.storage.VerifiedContent;
import org.jdbi.v3.core.Jdbi;

/**
 * Stores artifacts through the backend that the gate chose. An artifact is in the record only when
 * the provider holds bytes with its digest; memory does not grow with its size. Every method throws
 * {@link StorageException} when the provider fails. Thread-safe.
 */
public final class Uploads {
  private static final StorageFailure DAMAGED =
      new StorageFailure(
          ErrorClass.CORRUPT,
          "The storage held a damaged copy of this artifact, which was removed.",
          "Upload the artifact again, and check the storage's own health.",
          true);

  private final Records records;
  private final Backends backends;
  private final OpenStores stores;

  public Uploads(Jdbi jdbi, AuditLog audit, Backends backends, OpenStores stores) {
    this.records = new Records(jdbi, audit);
    this.backends = backends;
    this.stores = stores;
  }

  /**
   * Streams a body of known length and digest through to the provider.
   *
   * @param size in bytes
   */
  public UploadResult put(Upload upload, Digest digest, long size, InputStream body) {
    if (size > upload.backend().maxBytes()) {
      return new UploadResult.TooLarge(upload.backend().maxBytes());
    }
    try {
      return put(upload, digest, new BlobStore.Content(body, size, digest.hex()));
    } catch (ContentMismatchException e) {
      return new UploadResult.DigestMismatch();
    } catch (IOException | UncheckedIOException e) {
      return new UploadResult.Incomplete();
    }
  }

  /** Keeps a body of unknown length in a temporary file first, then stores it. */
  public UploadResult put(Upload upload, Digest digest, InputStream body) {
    return spooled(
        upload,
        body,
        spooled ->
            spooled.digest().equals(digest)
                ? store(upload, spooled)
                : new UploadResult.DigestMismatch());
  }

  /** Keeps a body in a temporary file to learn its digest, then stores it. */
  public UploadResult post(Upload upload, InputStream body) {
    return spooled(upload, body, spooled -> store(upload, spooled));
  }

  private UploadResult put(Upload upload, Digest digest, BlobStore.Content content)
      throws IOException {
    UUID organization = upload.backend().organizationId();
    Optional<UploadResult> answer =
        known(upload, digest).or(() -> records.refusal(organization, digest, content.size()));
    if (answer.isPresent()) {
      // The same body gets the same answer, whether or not it is there already.
      new VerifiedContent(content).drain();
      return answer.get();
    }
    try (StoreLease lease = stores.lease(upload.backend())) {
      store(lease.store(), Artifact.key(organization, digest), content);
    }
    // When a quota forbids it only now, the object stays: another upload of it may be under way.
    return records.record(upload, digest, content.size());
  }

  /**
   * What stands under the digest's own key and is not that content was damaged: it goes, so that
   * the next attempt finds room.
   */
  private static void store(BlobStore store, String key, BlobStore.Content content) {
    Deadline deadline = Transfers.deadline(content.size());
    if (store.put(key, content, deadline) == PutOutcome.OTHER_BYTES_THERE) {
      store.delete(key, deadline);
      throw new StorageException(DAMAGED);
    }
  }

  /** What the record has of it already, on a backend from which it can be read. */
  private Optional<UploadResult> known(Upload upload, Digest digest) {
    for (Artifact copy : records.find(upload.backend().organizationId(), digest)) {
      Optional<CasBackend> holder =
          backends.find(copy.backendId()).filter(it -> it.status() == BackendStatus.OK);
      if (holder.isPresent()) {
        return Optional.of(new UploadResult.Stored(copy, holder.get().name(), false));
      }
    }
    return Optional.empty();
  }

  private static UploadResult spooled(
      Upload upload, InputStream body, Function<Spooled, UploadResult> continuation) {
    long maxBytes = upload.backend().maxBytes();
    try {
      Optional<Spooled> taken = Spooled.take(body, maxBytes);
      if (taken.isEmpty()) {
        return new UploadResult.TooLarge(maxBytes);
      }
      try (Spooled spooled = taken.get()) {
        return continuation.apply(spooled);
      }
    } catch (Spooled.BodyException e) {
      return new UploadResult.Incomplete();
    }
  }

  private UploadResult store(Upload upload, Spooled spooled) {
    try (InputStream stream = spooled.open()) {
      return put(upload, spooled.digest(), spooled.size(), stream);
    } catch (IOException e) {
      throw new UncheckedIOException("An upload's temporary file cannot be closed", e);
    }
  }
}

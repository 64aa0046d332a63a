package org.castellan.artifact;

import static java.lang.System.Logger.Level.WARNING;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.castellan.backend.CasBackend;
import org.castellan.backend.OpenStores;
import org.castellan.backend.StoreLease;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.PutOutcome;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;
import org.castellan.storage.VerifiedContent;
import org.castellan.validation.Gate;

/**
 * Brings content to a provider and into the record: the intent first, then the bytes, then the
 * record in the intent's place. Whatever fails on the way, what it left is removed at once, or
 * later by whoever comes after this replica. Thread-safe.
 */
final class Delivery {

  /** Puts a record in an intent's place; empty when that cannot be. */
  private interface Recording {
    Optional<UploadResult> record(UUID intent, Upload upload, Digest digest, long size);
  }

  private static final System.Logger LOG = System.getLogger(Delivery.class.getName());

  private static final StorageFailure DAMAGED =
      new StorageFailure(
          ErrorClass.CORRUPT,
          "The storage held a damaged copy of this artifact, which was removed.",
          "Upload the artifact again, and check the storage's own health.",
          true);
  private static final StorageFailure GIVEN_UP =
      new StorageFailure(
          ErrorClass.TIMEOUT,
          "The upload was given up because its replica was cut off from the database for too long.",
          "Upload the artifact again.",
          true);

  /** What says nothing of a backend's health. */
  private static final Set<ErrorClass> BLAMELESS =
      EnumSet.of(ErrorClass.RATE_LIMITED, ErrorClass.CORRUPT);

  private final Admission admission;
  private final NewCopies newCopies;
  private final UploadsUnderWay underWay;
  private final Remover remover;
  private final OpenStores stores;
  private final Gate gate;

  Delivery(
      Admission admission,
      NewCopies newCopies,
      UploadsUnderWay underWay,
      Remover remover,
      OpenStores stores,
      Gate gate) {
    this.admission = admission;
    this.newCopies = newCopies;
    this.underWay = underWay;
    this.remover = remover;
    this.stores = stores;
    this.gate = gate;
  }

  UploadResult deliver(Upload upload, Digest digest, BlobStore.Content content) {
    Copy copy = place(upload, digest);
    return deliver(upload, copy, content, admission.of(copy, content.size()), newCopies::record);
  }

  /**
   * Stores one more copy of what is on record, or a damaged one anew, even where others can be
   * read.
   */
  UploadResult bring(Upload upload, Digest digest, BlobStore.Content content) {
    Copy copy = place(upload, digest);
    Beginning beginning = admission.ofOneMore(copy, content.size());
    return deliver(upload, copy, content, beginning, newCopies::recordCopy);
  }

  private static Copy place(Upload upload, Digest digest) {
    return new Copy(upload.backend().organizationId(), digest, upload.backend().id());
  }

  private UploadResult deliver(
      Upload upload,
      Copy copy,
      BlobStore.Content content,
      Beginning beginning,
      Recording recording) {
    if (beginning instanceof Beginning.Begun begun) {
      return send(upload, copy, content, begun.intent(), recording);
    }
    // The same body gets the same answer, whether or not it is there already.
    new VerifiedContent(content).drain();
    return ((Beginning.Answered) beginning).answer();
  }

  private UploadResult send(
      Upload upload, Copy copy, BlobStore.Content content, UUID intent, Recording recording) {
    Optional<UploadResult> recorded = Optional.empty();
    underWay.add(intent);
    try {
      send(upload.backend(), copy.key(), content);
      recorded = recording.record(intent, upload, copy.digest(), content.size());
    } finally {
      underWay.remove(intent);
      if (recorded.isEmpty()) {
        clear(intent, copy);
      }
    }
    return recorded.orElseThrow(() -> new StorageException(GIVEN_UP));
  }

  /** A backend that fails is looked at before the failure is told: the next upload knows. */
  private void send(CasBackend backend, String key, BlobStore.Content content) {
    try (StoreLease lease = stores.lease(backend)) {
      store(lease.store(), key, content);
    } catch (StorageException e) {
      if (!BLAMELESS.contains(e.failure().errorClass())) {
        gate.doubt(backend);
      }
      throw e;
    }
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

  /** Never throws, for the upload's own failure is what is to be told. */
  private void clear(UUID intent, Copy copy) {
    try {
      underWay.intents().abandon(intent, copy);
      Remover.Outcome unused = remover.remove(copy);
    } catch (RuntimeException e) {
      LOG.log(WARNING, "What a failed upload left stays until it is reaped: {0}", e.getClass());
    }
  }
}

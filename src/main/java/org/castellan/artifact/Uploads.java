package org.castellan.artifact;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.castellan.audit.AuditLog;
import org.castellan.backend.Backends;
import org.castellan.backend.OpenStores;
import org.castellan.storage.BlobStore;
import org.castellan.storage.ContentMismatchException;
import org.castellan.storage.StorageException;
import org.castellan.validation.Gate;
import org.jdbi.v3.core.Jdbi;

/**
 * Stores artifacts through the backend that the gate chose. An artifact is in the record only when
 * the provider holds bytes with its digest; memory does not grow with its size. Every method throws
 * {@link StorageException} when the provider fails. Thread-safe.
 */
public final class Uploads {

  private final Delivery delivery;
  private final Spool spool;

  /**
   * @param gate is told of backends that fail
   */
  public Uploads(
      Jdbi jdbi,
      AuditLog audit,
      Backends backends,
      OpenStores stores,
      UploadsUnderWay underWay,
      Spool spool,
      Gate gate) {
    var remover = new Remover(new Removals(jdbi), backends, stores);
    var admission = new Admission(jdbi, underWay.intents(), remover);
    var newCopies = new NewCopies(jdbi, audit);
    this.delivery = new Delivery(admission, newCopies, underWay, remover, stores, gate);
    this.spool = spool;
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
      return delivery.deliver(upload, digest, new BlobStore.Content(body, size, digest.hex()));
    } catch (ContentMismatchException e) {
      return new UploadResult.DigestMismatch();
    } catch (UncheckedIOException e) {
      return new UploadResult.Incomplete();
    }
  }

  /** Keeps a body of unknown length first, then stores it. */
  public UploadResult put(Upload upload, Digest digest, InputStream body) {
    return spooled(
        upload,
        body,
        spooled ->
            spooled.digest().equals(digest)
                ? store(upload, spooled)
                : new UploadResult.DigestMismatch());
  }

  /** Keeps a body to learn its digest, then stores it. */
  public UploadResult post(Upload upload, InputStream body) {
    return spooled(upload, body, spooled -> store(upload, spooled));
  }

  /** Stores what another backend holds too, even where that can be read. */
  UploadResult bring(Upload upload, Digest digest, BlobStore.Content content) {
    return delivery.bring(upload, digest, content);
  }

  private UploadResult spooled(
      Upload upload, InputStream body, Function<Spooled, UploadResult> continuation) {
    Spooling spooling = spool.take(body, upload.backend().maxBytes());
    if (spooling instanceof Spooling.Refused refused) {
      return refused.why();
    }
    try (Spooled spooled = (Spooled) spooling) {
      return continuation.apply(spooled);
    }
  }

  private UploadResult store(Upload upload, Spooled spooled) {
    return put(upload, spooled.digest(), spooled.size(), spooled.open());
  }
}

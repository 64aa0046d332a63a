package org.castellan.storage.s3;

import java.util.Optional;
import org.castellan.storage.BlobStore;
import org.castellan.storage.BlobStore.Content;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Existing;
import org.castellan.storage.PutOutcome;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;
import org.castellan.storage.VerifiedContent;

/**
 * One put. Where the server keeps no condition, this looks before and after instead. What that does
 * not prevent: of two writers who both saw nothing, the later replaces the earlier's bytes. Both
 * then learn what is there in the end, unless the earlier looked before the later's bytes came.
 * Writers of the same bytes, which is what a key made of their digest means, don't harm each other.
 */
record S3Put(BlobStore store, S3Bucket bucket, S3Compatibility server, Deadline deadline) {

  private static final StorageFailure CHANGING =
      new StorageFailure(
          ErrorClass.CORRUPT,
          "The object vanished while it was stored.",
          "Look for what else removes objects here; then try again.",
          true);

  PutOutcome put(String key, Content content, VerifiedContent verified) {
    boolean parts = server.parts(content.size());
    boolean conditional = server.conditional(parts);
    if (!conditional && bucket.describe(key, deadline).isPresent()) {
      return compare(key, content, verified, new StorageException(CHANGING));
    }
    try {
      S3Receipt receipt =
          parts
              ? new S3PartedUpload(bucket, server, deadline).send(key, content, verified)
              : new S3Upload(bucket, server, deadline).send(key, content, verified);
      return conditional && receipt.proven() ? PutOutcome.STORED : look(key, content, receipt);
    } catch (StorageException e) {
      if (!conditional || !S3Bucket.taken(e)) {
        throw e;
      }
      return compare(key, content, verified, e);
    }
  }

  /** What is in the way, after all bytes were read and found right. */
  private PutOutcome compare(
      String key, Content content, VerifiedContent verified, StorageException otherwise) {
    verified.drain();
    return Existing.compare(store, key, content, deadline).orElseThrow(() -> otherwise);
  }

  private PutOutcome look(String key, Content content, S3Receipt receipt) {
    boolean ours =
        receipt.proven()
            && bucket
                .describe(key, deadline)
                .filter(it -> it.size() == content.size())
                .filter(it -> it.version().equals(receipt.version()))
                .isPresent();
    return ours ? PutOutcome.STORED : read(key, content);
  }

  private PutOutcome read(String key, Content content) {
    Optional<PutOutcome> found = Existing.compare(store, key, content, deadline);
    PutOutcome outcome = found.orElseThrow(() -> new StorageException(CHANGING));
    return outcome == PutOutcome.ALREADY_THERE ? PutOutcome.STORED : outcome;
  }
}

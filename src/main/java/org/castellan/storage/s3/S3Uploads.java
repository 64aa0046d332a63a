package org.castellan.storage.s3;

import java.util.Set;
import org.castellan.storage.Deadline;
import org.castellan.storage.StorageException;

/** Uploads in parts that nobody completed. */
final class S3Uploads {

  private static final int NOT_FOUND = 404;

  /** What servers answer that do not tell of unfinished uploads, or not to these credentials. */
  private static final Set<Integer> UNTOLD = Set.of(400, 403, 405, 501);

  private S3Uploads() {}

  /** All uploads of that very key; one that began meanwhile may be missed. */
  static void abortAll(S3Bucket bucket, String key, Deadline deadline) {
    try {
      S3Bucket.call(
              () ->
                  bucket
                      .client()
                      .listMultipartUploads(
                          r ->
                              r.bucket(bucket.name())
                                  .prefix(key)
                                  .overrideConfiguration(S3Bucket.within(deadline))))
          .uploads()
          .stream()
          .filter(upload -> upload.key().equals(key))
          .forEach(upload -> abort(bucket, key, upload.uploadId(), deadline));
    } catch (StorageException e) {
      if (!UNTOLD.contains(S3Bucket.status(e))) {
        throw e;
      }
    }
  }

  /** Succeeds when there is no such upload any more. */
  static void abort(S3Bucket bucket, String key, String upload, Deadline deadline) {
    try {
      S3Bucket.call(
          () ->
              bucket
                  .client()
                  .abortMultipartUpload(
                      r ->
                          r.bucket(bucket.name())
                              .key(key)
                              .uploadId(upload)
                              .overrideConfiguration(S3Bucket.within(deadline))));
    } catch (StorageException e) {
      if (S3Bucket.status(e) != NOT_FOUND) {
        throw e;
      }
    }
  }
}

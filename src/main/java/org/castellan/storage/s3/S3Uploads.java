package org.castellan.storage.s3;

import org.castellan.storage.Deadline;
import org.castellan.storage.StorageException;

/** Uploads in parts that nobody completed. */
final class S3Uploads {

  private static final int NOT_FOUND = 404;

  private S3Uploads() {}

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

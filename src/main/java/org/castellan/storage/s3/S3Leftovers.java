package org.castellan.storage.s3;

import java.time.Instant;
import org.castellan.storage.Deadline;
import org.castellan.storage.WriteReadProbe;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects of probes that were killed. */
record S3Leftovers(S3Bucket bucket, Deadline deadline) {

  /** How many went. Reads the whole list, page by page. */
  int removeOlderThan(Instant before) {
    int removed = 0;
    var request =
        ListObjectsV2Request.builder().bucket(bucket.name()).prefix(WriteReadProbe.PREFIX);
    ListObjectsV2Response page;
    do {
      page = list(request);
      removed += remove(page, before);
      request.continuationToken(page.nextContinuationToken());
    } while (Boolean.TRUE.equals(page.isTruncated()));
    return removed;
  }

  private ListObjectsV2Response list(ListObjectsV2Request.Builder request) {
    return S3Bucket.call(
        () ->
            bucket
                .client()
                .listObjectsV2(request.overrideConfiguration(S3Bucket.within(deadline)).build()));
  }

  /** One by one: not every server removes in bulk. */
  private int remove(ListObjectsV2Response page, Instant before) {
    var leftovers =
        page.contents().stream()
            .filter(object -> object.lastModified().isBefore(before))
            .map(S3Object::key)
            .toList();
    leftovers.forEach(key -> bucket.delete(key, deadline));
    return leftovers.size();
  }
}

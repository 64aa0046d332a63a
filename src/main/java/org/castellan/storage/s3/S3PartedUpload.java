package org.castellan.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.castellan.storage.BlobStore.Content;
import org.castellan.storage.Deadline;
import org.castellan.storage.Md5;
import org.castellan.storage.StorageException;
import org.castellan.storage.VerifiedContent;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * An object sent in parts, one after the other. One part is held in memory: 8 MiB, or for objects
 * beyond 80,000 MiB a ten-thousandth of them. The last part leaves when all bytes were found right.
 * Whatever fails, the upload is aborted, for which it takes up to 5 s of what the deadline leaves,
 * or 0.7 s past it.
 */
record S3PartedUpload(S3Bucket bucket, S3Compatibility server, Deadline deadline) {

  private static final System.Logger LOG = System.getLogger(S3PartedUpload.class.getName());

  private static final int MIN_PART = 8 << 20;
  private static final int MAX_PARTS = 10_000;
  private static final Duration ABORT = Duration.ofSeconds(5);
  private static final Duration LATE_ABORT = Duration.ofMillis(700);

  S3Receipt send(String key, Content content, VerifiedContent verified) {
    String upload = create(key, content);
    try {
      String version = complete(key, upload, sendParts(key, upload, content.size(), verified));
      return new S3Receipt(version, true);
    } catch (RuntimeException | Error e) {
      abort(key, upload);
      throw e;
    }
  }

  private String create(String key, Content content) {
    return S3Bucket.call(
        () ->
            bucket
                .client()
                .createMultipartUpload(
                    r ->
                        r.bucket(bucket.name())
                            .key(key)
                            .contentType(S3Upload.OCTETS)
                            .metadata(Map.of(S3Objects.DIGEST, content.sha256()))
                            .overrideConfiguration(S3Bucket.within(deadline)))
                .uploadId());
  }

  private List<CompletedPart> sendParts(
      String key, String upload, long size, VerifiedContent verified) {
    var buffer = new byte[partSize(size)];
    var sent = new ArrayList<CompletedPart>();
    for (long left = size; left > 0; left -= buffer.length) {
      int length = (int) Math.min(left, buffer.length);
      fill(buffer, length, verified);
      var request = UploadPartRequest.builder().bucket(bucket.name()).key(key).uploadId(upload);
      sent.add(send(request.partNumber(sent.size() + 1), buffer, length));
    }
    return sent;
  }

  /** All of the same size but the last, as R2 wants them. */
  static int partSize(long size) {
    return Math.toIntExact(Math.max(MIN_PART, (size + MAX_PARTS - 1) / MAX_PARTS));
  }

  private static void fill(byte[] buffer, int length, VerifiedContent verified) {
    try {
      verified.readNBytes(buffer, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletedPart send(UploadPartRequest.Builder part, byte[] buffer, int length) {
    MessageDigest md5 = Md5.start();
    md5.update(buffer, 0, length);
    UploadPartRequest request =
        part.contentLength((long) length)
            .contentMD5(Base64.getEncoder().encodeToString(md5.digest()))
            .overrideConfiguration(S3Bucket.within(deadline))
            .build();
    RequestBody body =
        RequestBody.fromContentProvider(
            () -> new ByteArrayInputStream(buffer, 0, length), length, S3Upload.OCTETS);
    String tag = S3Bucket.call(() -> bucket.client().uploadPart(request, body)).eTag();
    return CompletedPart.builder().partNumber(request.partNumber()).eTag(tag).build();
  }

  private String complete(String key, String upload, List<CompletedPart> parts) {
    var request =
        CompleteMultipartUploadRequest.builder()
            .bucket(bucket.name())
            .key(key)
            .uploadId(upload)
            .multipartUpload(all -> all.parts(parts))
            .overrideConfiguration(S3Bucket.within(deadline));
    if (server.conditional(true)) {
      request.ifNoneMatch("*");
    }
    return S3Bucket.call(() -> bucket.client().completeMultipartUpload(request.build())).eTag();
  }

  /** Also for a thread that was interrupted, and stays so. */
  private void abort(String key, String upload) {
    boolean interrupted = Thread.interrupted();
    try {
      S3Uploads.abort(bucket, key, upload, Deadline.in(abortTime()));
    } catch (StorageException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "An upload in parts stays open until it is reaped: {0}",
          e.failure().errorClass());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Duration abortTime() {
    Duration left = deadline.remaining();
    return left.compareTo(ABORT) > 0 ? ABORT : left.compareTo(LATE_ABORT) > 0 ? left : LATE_ABORT;
  }
}

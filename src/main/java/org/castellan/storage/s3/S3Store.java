package org.castellan.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.castellan.storage.BlobStore;
import org.castellan.storage.ContentMismatchException;
import org.castellan.storage.Deadline;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.StorageException;
import org.castellan.storage.VerifiedContent;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The objects of one bucket. Objects up to 5 GiB, which is what one request may carry. */
final class S3Store implements BlobStore {

  private static final String OCTETS = "application/octet-stream";

  private final S3Client client;
  private final S3Client probing;
  private final String bucket;
  private final ScheduledExecutorService timer;

  /**
   * @param probing the same as {@code client}, with connections that are only for probes
   */
  S3Store(S3Client client, S3Client probing, String bucket, ScheduledExecutorService timer) {
    this.client = client;
    this.probing = probing;
    this.bucket = bucket;
    this.timer = timer;
  }

  @Override
  public ProbeResult probe(String token, Deadline deadline) {
    var store = new S3Store(probing, probing, bucket, timer);
    return new S3Probe(store, "castellan-probe/" + token, deadline).run();
  }

  /**
   * Replaces an object that is there: a key names its content's digest, so the bytes are the same
   * ones, and a broken copy is mended.
   */
  @Override
  public void put(String key, Content content, Deadline deadline) {
    var verified = new VerifiedContent(content);
    if (content.size() == 0) {
      requireEmpty(verified);
    }
    RequestBody body =
        content.size() == 0
            ? RequestBody.empty()
            : RequestBody.fromContentProvider(() -> verified, content.size(), OCTETS);
    try {
      call(deadline, () -> client.putObject(put(key, content, within(deadline)), body));
    } catch (StorageException e) {
      throw verified.fault().map(S3Store::ofContent).orElse(e);
    }
  }

  private PutObjectRequest put(
      String key, Content content, AwsRequestOverrideConfiguration within) {
    byte[] digest = HexFormat.of().parseHex(content.sha256());
    return PutObjectRequest.builder()
        .bucket(bucket)
        .key(key)
        .contentType(OCTETS)
        .contentLength(content.size())
        .checksumSHA256(Base64.getEncoder().encodeToString(digest))
        .metadata(Map.of("sha256", content.sha256()))
        .overrideConfiguration(within)
        .build();
  }

  private static void requireEmpty(VerifiedContent content) {
    try {
      content.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RuntimeException ofContent(Exception fault) {
    if (fault instanceof IOException io) {
      return new UncheckedIOException(io);
    }
    return fault instanceof RuntimeException own
        ? own
        : new ContentMismatchException("the content could not be read");
  }

  @Override
  public Optional<InputStream> get(String key, Deadline deadline) {
    try {
      return Optional.of(
          call(
              deadline,
              () ->
                  new S3Stream(
                      client.getObject(
                          r -> r.bucket(bucket).key(key).overrideConfiguration(within(deadline))),
                      deadline,
                      timer)));
    } catch (StorageException e) {
      return absent(e);
    }
  }

  /** A bucket that is missing answers as a missing object does: HEAD has no error body. */
  @Override
  public boolean exists(String key, Deadline deadline) {
    try {
      call(
          deadline,
          () ->
              client.headObject(
                  r -> r.bucket(bucket).key(key).overrideConfiguration(within(deadline))));
      return true;
    } catch (StorageException e) {
      return absent(e).isPresent();
    }
  }

  @Override
  public void delete(String key, Deadline deadline) {
    try {
      call(
          deadline,
          () ->
              client.deleteObject(
                  r -> r.bucket(bucket).key(key).overrideConfiguration(within(deadline))));
    } catch (StorageException e) {
      absent(e);
    }
  }

  /** Its connections are the provider's and stay open for others. */
  @Override
  public void close() {
    client.close();
    probing.close();
  }

  private static <T> Optional<T> absent(StorageException e) {
    if (e.getCause() instanceof NoSuchKeyException) {
      return Optional.empty();
    }
    throw e;
  }

  private static AwsRequestOverrideConfiguration within(Deadline deadline) {
    return AwsRequestOverrideConfiguration.builder()
        .apiCallTimeout(deadline.remaining())
        .apiCallAttemptTimeout(deadline.remaining())
        .build();
  }

  private static <T> T call(Deadline deadline, Supplier<T> call) {
    if (deadline.remaining().toMillis() == 0) {
      throw new StorageException(S3Failures.LATE);
    }
    try {
      return call.get();
    } catch (SdkException e) {
      throw new StorageException(S3Failures.of(e), e);
    }
  }
}

package org.castellan.storage.s3;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.castellan.storage.Blob;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.Description;
import org.castellan.storage.Existing;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.Part;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.PutOutcome;
import org.castellan.storage.StorageException;
import org.castellan.storage.VerifiedContent;
import org.castellan.storage.WriteReadProbe;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of one bucket. Objects up to 5 GiB, which is what one request may carry. */
final class S3Store implements BlobStore {

  private static final String OCTETS = "application/octet-stream";
  private static final int OTHER_VERSION = 412;
  private static final int BEYOND_THE_END = 416;

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
    return new WriteReadProbe(store, token, deadline).run();
  }

  @Override
  public PutOutcome put(String key, Content content, Deadline deadline) {
    var verified = new VerifiedContent(content);
    try {
      return send(key, content, verified, deadline);
    } catch (StorageException e) {
      throw verified.faultOr(e);
    }
  }

  private PutOutcome send(
      String key, Content content, VerifiedContent verified, Deadline deadline) {
    if (content.size() == 0) {
      verified.drain();
    }
    RequestBody body =
        content.size() == 0
            ? RequestBody.empty()
            : RequestBody.fromContentProvider(() -> verified, content.size(), OCTETS);
    try {
      call(deadline, () -> client.putObject(put(key, content, within(deadline)), body));
      return PutOutcome.STORED;
    } catch (StorageException e) {
      if (status(e) != OTHER_VERSION) {
        throw e;
      }
      verified.drain();
      return Existing.compare(this, key, content, deadline).orElseThrow(() -> e);
    }
  }

  private static int status(StorageException e) {
    return e.getCause() instanceof S3Exception answer ? answer.statusCode() : 0;
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
        .metadata(Map.of(S3Objects.DIGEST, content.sha256()))
        .ifNoneMatch("*")
        .overrideConfiguration(within)
        .build();
  }

  @Override
  public Optional<Blob> get(String key, Part part, Deadline deadline) {
    try {
      return Optional.of(
          call(
              deadline,
              () -> {
                var answer = client.getObject(get(key, part, within(deadline)));
                return new Blob(
                    S3Objects.describe(answer.response()), new S3Stream(answer, deadline, timer));
              }));
    } catch (StorageException e) {
      return status(e) == BEYOND_THE_END
          ? describe(key, deadline).map(it -> new Blob(it, InputStream.nullInputStream()))
          : absent(e);
    }
  }

  private GetObjectRequest get(String key, Part part, AwsRequestOverrideConfiguration within) {
    var request = GetObjectRequest.builder().bucket(bucket).key(key).overrideConfiguration(within);
    part.version().ifPresent(request::ifMatch);
    if (!part.whole()) {
      request.range(S3Objects.range(part));
    }
    return request.build();
  }

  /** A bucket that is missing answers as a missing object does: HEAD has no error body. */
  @Override
  public Optional<Description> describe(String key, Deadline deadline) {
    try {
      return Optional.of(
          S3Objects.describe(
              call(
                  deadline,
                  () ->
                      client.headObject(
                          r ->
                              r.bucket(bucket).key(key).overrideConfiguration(within(deadline))))));
    } catch (StorageException e) {
      return absent(e);
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

  @Override
  public int reap(Duration age, Deadline deadline) {
    Instant before = Instant.now().minus(age);
    ListObjectsV2Response listed =
        call(
            deadline,
            () ->
                client.listObjectsV2(
                    r ->
                        r.bucket(bucket)
                            .prefix(WriteReadProbe.PREFIX)
                            .overrideConfiguration(within(deadline))));
    List<String> leftovers =
        listed.contents().stream()
            .filter(object -> object.lastModified().isBefore(before))
            .map(S3Object::key)
            .toList();
    leftovers.forEach(key -> delete(key, deadline));
    return leftovers.size();
  }

  /** Its connections are the provider's and stay open for others. */
  @Override
  public void close() {
    client.close();
    probing.close();
  }

  private static <T> Optional<T> absent(StorageException e) {
    if (e.getCause() instanceof NoSuchKeyException || status(e) == OTHER_VERSION) {
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
      throw new StorageException(NetworkFailures.LATE);
    }
    try {
      return call.get();
    } catch (SdkException e) {
      throw new StorageException(S3Failures.of(e), e);
    }
  }
}

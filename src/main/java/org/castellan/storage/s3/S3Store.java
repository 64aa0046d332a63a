package org.castellan.storage.s3;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.castellan.storage.Blob;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.Description;
import org.castellan.storage.Part;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.PutOutcome;
import org.castellan.storage.StorageException;
import org.castellan.storage.VerifiedContent;
import org.castellan.storage.WriteReadProbe;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** The objects of one bucket. */
final class S3Store implements BlobStore {

  private static final int BEYOND_THE_END = 416;

  private final S3Bucket bucket;
  private final S3Bucket probing;
  private final S3Compatibility server;
  private final ScheduledExecutorService timer;

  /**
   * @param probing the same as {@code bucket}, with connections that are only for probes
   */
  S3Store(
      S3Bucket bucket, S3Bucket probing, S3Compatibility server, ScheduledExecutorService timer) {
    this.bucket = bucket;
    this.probing = probing;
    this.server = server;
    this.timer = timer;
  }

  @Override
  public ProbeResult probe(String token, Deadline deadline) {
    var store = new S3Store(probing, probing, server, timer);
    return new WriteReadProbe(store, token, deadline).run();
  }

  @Override
  public PutOutcome put(String key, Content content, Deadline deadline) {
    var verified = new VerifiedContent(content);
    try {
      return new S3Put(this, bucket, server, deadline).put(key, content, verified);
    } catch (StorageException e) {
      throw verified.faultOr(e);
    }
  }

  @Override
  public Optional<Blob> get(String key, Part part, Deadline deadline) {
    try {
      return Optional.of(S3Bucket.ask(() -> open(key, part, deadline)));
    } catch (StorageException e) {
      return S3Bucket.status(e) == BEYOND_THE_END
          ? describe(key, deadline).map(it -> new Blob(it, InputStream.nullInputStream()))
          : S3Bucket.absent(e);
    }
  }

  private Blob open(String key, Part part, Deadline deadline) {
    var request = request(key, part, S3Bucket.within(deadline));
    var answer = bucket.client().getObject(request, watchedByUs());
    return new Blob(S3Objects.describe(answer.response()), new S3Stream(answer, deadline, timer));
  }

  /** The SDK would watch it on a thread of its own, which outlives the provider by two minutes. */
  private static <T> ResponseTransformer<T, ResponseInputStream<T>> watchedByUs() {
    return ResponseTransformer.toInputStream(Duration.ZERO);
  }

  private GetObjectRequest request(String key, Part part, AwsRequestOverrideConfiguration within) {
    var request =
        GetObjectRequest.builder().bucket(bucket.name()).key(key).overrideConfiguration(within);
    part.version().ifPresent(request::ifMatch);
    if (!part.whole()) {
      request.range(S3Objects.range(part));
    }
    return request.build();
  }

  @Override
  public Optional<Description> describe(String key, Deadline deadline) {
    return bucket.describe(key, deadline);
  }

  @Override
  public void delete(String key, Deadline deadline) {
    bucket.delete(key, deadline);
  }

  @Override
  public void discard(String key, Deadline deadline) {
    S3Uploads.abortAll(bucket, key, deadline);
    delete(key, deadline);
  }

  @Override
  public int reap(Duration age, Deadline deadline) {
    return new S3Leftovers(bucket, deadline).removeOlderThan(Instant.now().minus(age));
  }

  /** Its connections are the provider's and stay open for others. */
  @Override
  public void close() {
    bucket.client().close();
    probing.client().close();
  }
}

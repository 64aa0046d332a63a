package org.castellan.storage.s3;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.castellan.storage.Deadline;
import org.castellan.storage.Description;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.StorageException;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One bucket, and how it is called: within a deadline, and with failures in words of ours. */
record S3Bucket(S3Client client, String name) {

  /** {@code If-Match} or {@code If-None-Match} did not hold. */
  static final int OTHER_VERSION = 412;

  private static final int CHANGING = 409;

  /** A bucket that is missing answers as a missing object does: HEAD has no error body. */
  Optional<Description> describe(String key, Deadline deadline) {
    try {
      return Optional.of(
          S3Objects.describe(
              ask(
                  () ->
                      client.headObject(
                          r -> r.bucket(name).key(key).overrideConfiguration(within(deadline))))));
    } catch (StorageException e) {
      return absent(e);
    }
  }

  void delete(String key, Deadline deadline) {
    try {
      ask(
          () ->
              client.deleteObject(
                  r -> r.bucket(name).key(key).overrideConfiguration(within(deadline))));
    } catch (StorageException e) {
      absent(e);
    }
  }

  static <T> Optional<T> absent(StorageException e) {
    if (e.getCause() instanceof NoSuchKeyException || status(e) == OTHER_VERSION) {
      return Optional.empty();
    }
    throw e;
  }

  /** Whether another writer was there first, or is there now. */
  static boolean taken(StorageException e) {
    return status(e) == OTHER_VERSION || status(e) == CHANGING;
  }

  /** Of the error answer; 0 where there was no answer. */
  static int status(StorageException e) {
    return e.getCause() instanceof S3Exception answer ? answer.statusCode() : 0;
  }

  /**
   * @throws StorageException past the deadline, for no request has no time at all
   */
  static AwsRequestOverrideConfiguration within(Deadline deadline) {
    Duration left = deadline.remaining();
    if (left.toMillis() == 0) {
      throw new StorageException(NetworkFailures.LATE);
    }
    return AwsRequestOverrideConfiguration.builder()
        .apiCallTimeout(left)
        .apiCallAttemptTimeout(left)
        .build();
  }

  /**
   * The same for what may be asked twice: once more where the connection was dropped, for a server
   * may close a kept one just as it is used again.
   */
  static <T> T ask(Supplier<T> question) {
    return ask(question, () -> true);
  }

  /**
   * The same for what may be asked twice only while that holds.
   *
   * @param again asked when the connection was dropped
   */
  static <T> T ask(Supplier<T> question, BooleanSupplier again) {
    try {
      return call(question);
    } catch (StorageException e) {
      if (!S3Failures.dropped(e) || !again.getAsBoolean()) {
        throw e;
      }
      return call(question);
    }
  }

  static <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new StorageException(S3Failures.of(e), e);
    }
  }
}

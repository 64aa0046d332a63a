package org.castellan.storage.s3;

import java.net.ConnectException;
import java.net.SocketException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** What an exception of the SDK means, in words of ours: the provider's own never pass. */
final class S3Failures {

  private static final StorageFailure NOT_S3 =
      new StorageFailure(
          ErrorClass.PROVIDER_ERROR,
          "The storage did not answer as S3 does.",
          "Check that the endpoint in the location speaks the S3 protocol.",
          false);

  private S3Failures() {}

  static StorageFailure of(Throwable failed) {
    return NetworkFailures.of(failed, S3Failures::known).orElse(NOT_S3);
  }

  /** Whether a connection that stood ended without an answer. */
  static boolean dropped(StorageException failed) {
    return Stream.<Throwable>iterate(failed, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            it ->
                it instanceof NoHttpResponseException
                    || it instanceof ConnectionClosedException
                    || (it instanceof SocketException && !(it instanceof ConnectException)));
  }

  private static Optional<StorageFailure> known(Throwable cause) {
    if (cause instanceof AwsServiceException answer) {
      return Optional.of(S3Answers.failure(answer));
    }
    if (cause instanceof ApiCallTimeoutException
        || cause instanceof ApiCallAttemptTimeoutException
        || cause instanceof AbortedException) {
      return Optional.of(NetworkFailures.LATE);
    }
    if (cause instanceof NoHttpResponseException || cause instanceof ConnectionClosedException) {
      return Optional.of(NetworkFailures.UNREACHABLE);
    }
    return Optional.empty();
  }
}

package org.castellan.storage.s3;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** What an exception of the SDK means, in words of ours: the provider's own never pass. */
final class S3Failures {

  static final StorageFailure LATE =
      new StorageFailure(
          ErrorClass.TIMEOUT,
          "The storage did not answer in time.",
          "Check that the endpoint is up and reachable from Castellan, and how busy it is.",
          true);

  private static final StorageFailure UNREACHABLE =
      new StorageFailure(
          ErrorClass.UNREACHABLE,
          "The storage could not be reached, or it dropped the connection.",
          "Check the endpoint's host and port, and the firewalls between.",
          true);

  private static final StorageFailure TLS =
      new StorageFailure(
          ErrorClass.TLS,
          "No trusted encrypted connection to the storage could be made.",
          "Check the endpoint's certificate: its host, its expiry and who issued it.",
          false);

  private static final StorageFailure NOT_S3 =
      new StorageFailure(
          ErrorClass.PROVIDER_ERROR,
          "The storage did not answer as S3 does.",
          "Check that the endpoint in the location speaks the S3 protocol.",
          false);

  private static final int MAX_CAUSES = 20;

  private S3Failures() {}

  static StorageFailure of(Throwable failed) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = failed; t != null && chain.size() < MAX_CAUSES; t = t.getCause()) {
      chain.add(t);
    }
    return chain.stream()
        .filter(StorageException.class::isInstance)
        .map(own -> ((StorageException) own).failure())
        .findFirst()
        .or(() -> chain.stream().flatMap(S3Failures::known).findFirst())
        .orElse(NOT_S3);
  }

  private static Stream<StorageFailure> known(Throwable cause) {
    if (cause instanceof AwsServiceException answer) {
      return Stream.of(S3Answers.failure(answer));
    }
    if (isLate(cause)) {
      return Stream.of(LATE);
    }
    if (cause instanceof SSLException || cause instanceof CertificateException) {
      return Stream.of(TLS);
    }
    return isUnreachable(cause) ? Stream.of(UNREACHABLE) : Stream.empty();
  }

  private static boolean isLate(Throwable cause) {
    return cause instanceof ApiCallTimeoutException
        || cause instanceof ApiCallAttemptTimeoutException
        || cause instanceof AbortedException
        || cause instanceof SocketTimeoutException
        || cause instanceof InterruptedIOException
        || cause instanceof InterruptedException;
  }

  private static boolean isUnreachable(Throwable cause) {
    return cause instanceof SocketException
        || cause instanceof UnknownHostException
        || cause instanceof EOFException
        || cause instanceof NoHttpResponseException
        || cause instanceof ConnectionClosedException;
  }
}

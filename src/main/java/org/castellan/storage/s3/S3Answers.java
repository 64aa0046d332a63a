package org.castellan.storage.s3;

import java.util.Map;
import java.util.Set;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.StorageFailure;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What an error answer means: by its code, or by its status where the code is missing or new. */
final class S3Answers {

  private static final StorageFailure SECRET =
      failure(
          ErrorClass.AUTHENTICATION,
          "The storage does not accept the secret access key.",
          "Set new credentials with the secretAccessKey that belongs to the accessKeyId.");
  private static final StorageFailure KEY =
      failure(
          ErrorClass.AUTHENTICATION,
          "The storage does not know the access key.",
          "Set new credentials with an accessKeyId that is active.");
  private static final StorageFailure DENIED =
      failure(
          ErrorClass.AUTHORIZATION,
          "The access key may not write and read in this bucket.",
          "Allow s3:PutObject, s3:GetObject and s3:DeleteObject on the bucket's objects.");
  private static final StorageFailure NO_BUCKET =
      failure(
          ErrorClass.NOT_FOUND,
          "The bucket does not exist.",
          "Create the bucket, or register a backend with the right location.");
  private static final StorageFailure SLOW_DOWN =
      transientFailure(
          ErrorClass.RATE_LIMITED,
          "The storage asks for fewer requests.",
          "Wait, or raise the limit at the provider.");
  private static final StorageFailure FULL =
      failure(
          ErrorClass.QUOTA,
          "The storage has no room left for this account or bucket.",
          "Free space or raise the quota at the provider.");
  private static final StorageFailure REGION =
      failure(
          ErrorClass.MISCONFIGURED,
          "The bucket is served by another region or endpoint.",
          "Set credentials.region to the bucket's region, or use the bucket's own endpoint.");
  private static final StorageFailure CLOCK =
      failure(
          ErrorClass.MISCONFIGURED,
          "The clocks of Castellan and the storage differ too much.",
          "Set the clock of Castellan's machine, or the storage's.");
  private static final StorageFailure BROKEN_ON_THE_WAY =
      transientFailure(
          ErrorClass.CORRUPT,
          "The storage received other bytes than were sent.",
          "Check what lies between Castellan and the storage.");
  private static final StorageFailure ERROR =
      failure(
          ErrorClass.PROVIDER_ERROR,
          "The storage refused the request.",
          "Check that the endpoint speaks the S3 protocol and supports PUT, GET and DELETE.");
  private static final StorageFailure SICK =
      transientFailure(
          ErrorClass.PROVIDER_ERROR,
          "The storage failed by an error of its own.",
          "Check the provider's status; Castellan tries again by itself.");

  private static final Map<String, StorageFailure> BY_CODE =
      Map.ofEntries(
          Map.entry("SignatureDoesNotMatch", SECRET),
          Map.entry("InvalidAccessKeyId", KEY),
          Map.entry("InvalidToken", KEY),
          Map.entry("ExpiredToken", KEY),
          Map.entry("AccessDenied", DENIED),
          Map.entry("AllAccessDisabled", DENIED),
          Map.entry("NoSuchBucket", NO_BUCKET),
          Map.entry("SlowDown", SLOW_DOWN),
          Map.entry("TooManyRequests", SLOW_DOWN),
          Map.entry("Throttling", SLOW_DOWN),
          Map.entry("RequestLimitExceeded", SLOW_DOWN),
          Map.entry("QuotaExceeded", FULL),
          Map.entry("XMinioStorageFull", FULL),
          Map.entry("PermanentRedirect", REGION),
          Map.entry("TemporaryRedirect", REGION),
          Map.entry("AuthorizationHeaderMalformed", REGION),
          Map.entry("RequestTimeTooSkewed", CLOCK),
          Map.entry("BadDigest", BROKEN_ON_THE_WAY),
          Map.entry("XAmzContentSHA256Mismatch", BROKEN_ON_THE_WAY));

  /** Of what the SDK tells by exceptions of their own. */
  private static final Set<String> BY_EXCEPTION = Set.of("NoSuchKey", "NoSuchUpload");

  private S3Answers() {}

  /** Whether a code says more than the answer's status. */
  static boolean isKnown(String code) {
    return BY_CODE.containsKey(code) || BY_EXCEPTION.contains(code);
  }

  static StorageFailure failure(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    StorageFailure byCode = BY_CODE.get(code);
    return byCode == null ? byStatus(answer.statusCode()) : byCode;
  }

  private static StorageFailure byStatus(int status) {
    return switch (status) {
      case 401 -> KEY;
      case 403 -> DENIED;
      case 404 -> NO_BUCKET;
      case 429 -> SLOW_DOWN;
      case 507 -> FULL;
      default -> status >= 500 ? SICK : status >= 300 && status < 400 ? REGION : ERROR;
    };
  }

  private static StorageFailure failure(ErrorClass errorClass, String error, String remedy) {
    return new StorageFailure(errorClass, error, remedy, false);
  }

  private static StorageFailure transientFailure(
      ErrorClass errorClass, String error, String remedy) {
    return new StorageFailure(errorClass, error, remedy, true);
  }
}

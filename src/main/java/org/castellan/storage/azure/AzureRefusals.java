package org.castellan.storage.azure;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.StorageFailure;

/**
 * What to say of credentials of one kind.
 *
 * @param unknown the storage does not accept them
 * @param denied it does, but they may not do what is needed
 * @param begins before that they are not valid
 * @param ends after that they are not valid
 */
record AzureRefusals(
    StorageFailure unknown,
    StorageFailure denied,
    Optional<Instant> begins,
    Optional<Instant> ends) {

  static final AzureRefusals OF_KEY =
      always(
          failure(
              ErrorClass.AUTHENTICATION,
              "The storage does not accept the account key.",
              "Set new credentials with a current accountKey of the account in the location."),
          failure(
              ErrorClass.AUTHORIZATION,
              "The account does not let the account key do this.",
              "Check the account's network rules, and whether it allows shared keys."));

  static final AzureRefusals OF_PRINCIPAL =
      always(
          failure(
              ErrorClass.AUTHENTICATION,
              "The storage does not accept the service principal's token.",
              "Check that tenantId is the directory of the account's subscription."),
          failure(
              ErrorClass.AUTHORIZATION,
              "The service principal may not write and read in this container.",
              "Assign it the role Storage Blob Data Contributor on the container, and check the"
                  + " account's network rules."));

  private static final StorageFailure SAS_UNKNOWN =
      failure(
          ErrorClass.AUTHENTICATION,
          "The storage does not accept the SAS token.",
          "Set new credentials with a sasToken that was made for this container or account, by a"
              + " key that is still current.");
  private static final StorageFailure SAS_DENIED =
      failure(
          ErrorClass.AUTHORIZATION,
          "The SAS token may not write and read in this container.",
          "Make a sasToken with the permissions read, create, write, delete and list, for this"
              + " network and protocol.");
  private static final StorageFailure SAS_ENDED =
      failure(
          ErrorClass.AUTHENTICATION,
          "The SAS token has expired.",
          "Set new credentials with a sasToken that is valid for long.");
  private static final StorageFailure SAS_NOT_BEGUN =
      failure(
          ErrorClass.AUTHENTICATION,
          "The SAS token is not valid yet.",
          "Wait for its start, or set new credentials with a sasToken that is valid now.");

  static AzureRefusals ofSas(String token) {
    return new AzureRefusals(SAS_UNKNOWN, SAS_DENIED, time(token, "st"), time(token, "se"));
  }

  private static AzureRefusals always(StorageFailure unknown, StorageFailure denied) {
    return new AzureRefusals(unknown, denied, Optional.empty(), Optional.empty());
  }

  /** Why they are not valid at this time, if so. */
  Optional<StorageFailure> outOfTime(Instant now) {
    if (ends.filter(now::isAfter).isPresent()) {
      return Optional.of(SAS_ENDED);
    }
    return begins.filter(now::isBefore).map(begin -> SAS_NOT_BEGUN);
  }

  private static Optional<Instant> time(String token, String field) {
    return Stream.of(token.replaceFirst("^\\?", "").split("&", -1))
        .filter(part -> part.startsWith(field + "="))
        .map(part -> URLDecoder.decode(part.substring(3), StandardCharsets.UTF_8))
        .flatMap(text -> instant(text).stream())
        .findFirst();
  }

  /** A date alone is midnight UTC. */
  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static StorageFailure failure(ErrorClass errorClass, String error, String remedy) {
    return new StorageFailure(errorClass, error, remedy, false);
  }
}

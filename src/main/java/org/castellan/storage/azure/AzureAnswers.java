package org.castellan.storage.azure;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.StorageFailure;

/** What an error answer means: by its code, or by its status where the code is missing or new. */
final class AzureAnswers {

  private static final StorageFailure NO_CONTAINER =
      failure(
          ErrorClass.NOT_FOUND,
          "The container or its account does not exist.",
          "Create the container, or register a backend with the right location.");
  private static final StorageFailure SLOW_DOWN =
      transientFailure(
          ErrorClass.RATE_LIMITED,
          "The storage asks for fewer requests.",
          "Wait, or raise the limit at the provider.");
  private static final StorageFailure FULL =
      failure(
          ErrorClass.QUOTA,
          "The storage has no room left for this account.",
          "Free space or raise the quota at the provider.");
  private static final StorageFailure NO_KEYS =
      failure(
          ErrorClass.AUTHENTICATION,
          "The account forbids account keys and what is signed with them.",
          "Allow shared keys on the account, or set new credentials with a service principal.");
  private static final StorageFailure DISABLED =
      failure(
          ErrorClass.AUTHORIZATION,
          "The storage account is disabled.",
          "Enable the account or its subscription at the provider.");
  private static final StorageFailure ARCHIVED =
      failure(
          ErrorClass.MISCONFIGURED,
          "The object is in the archive and cannot be read now.",
          "Move the object to an online access tier, and remove the rule that archives it.");
  private static final StorageFailure IMMUTABLE =
      failure(
          ErrorClass.AUTHORIZATION,
          "The container's rules forbid to remove the object.",
          "Check the container's immutability policy and legal holds.");
  private static final StorageFailure VERSION =
      failure(
          ErrorClass.MISCONFIGURED,
          "The storage does not speak the version of the protocol that Castellan speaks.",
          "Update the storage: it must know the version 2021-12-02.");
  private static final StorageFailure ELSEWHERE =
      failure(
          ErrorClass.MISCONFIGURED,
          "The endpoint sends requests to another place, which Castellan does not follow.",
          "Register a backend with the container's own endpoint.");
  private static final StorageFailure CLOCK =
      failure(
          ErrorClass.MISCONFIGURED,
          "The clocks of Castellan and the storage differ too much.",
          "Set the clock of Castellan's machine, or the storage's.");
  private static final StorageFailure ERROR =
      failure(
          ErrorClass.PROVIDER_ERROR,
          "The storage refused the request.",
          "Check that the endpoint is one of Azure Blob Storage and the account of a kind that has"
              + " block blobs.");
  private static final StorageFailure SICK =
      transientFailure(
          ErrorClass.PROVIDER_ERROR,
          "The storage failed by an error of its own.",
          "Check the provider's status; Castellan tries again by itself.");

  private static final Map<String, StorageFailure> BY_CODE =
      Map.ofEntries(
          Map.entry("ContainerNotFound", NO_CONTAINER),
          Map.entry("ContainerBeingDeleted", NO_CONTAINER),
          Map.entry("ContainerDisabled", NO_CONTAINER),
          Map.entry("ServerBusy", SLOW_DOWN),
          Map.entry("KeyBasedAuthenticationNotPermitted", NO_KEYS),
          Map.entry("AccountIsDisabled", DISABLED),
          Map.entry("BlobArchived", ARCHIVED),
          Map.entry("BlobImmutableDueToPolicy", IMMUTABLE),
          Map.entry("InvalidHeaderValue", VERSION),
          Map.entry("OperationTimedOut", SICK),
          Map.entry("InternalError", SICK));

  private static final Set<String> UNAUTHENTICATED =
      Set.of("AuthenticationFailed", "InvalidAuthenticationInfo", "NoAuthenticationInformation");

  /** Azure refuses what was signed more than 15 min ago; a little less, for the way. */
  private static final Duration SKEW = Duration.ofMinutes(14);

  private AzureAnswers() {}

  static StorageFailure failure(AzureErrorException answer, AzureRefusals refusals) {
    StorageFailure byCode = BY_CODE.get(answer.code());
    if (byCode != null) {
      return byCode;
    }
    boolean refused = answer.status() == 401 || answer.status() == 403;
    return refused || UNAUTHENTICATED.contains(answer.code())
        ? refusal(answer, refusals)
        : byStatus(answer.status());
  }

  private static StorageFailure refusal(AzureErrorException answer, AzureRefusals refusals) {
    boolean unknown =
        answer.status() == 401
            || UNAUTHENTICATED.contains(answer.code())
            || answer.unauthenticated();
    StorageFailure otherwise =
        !unknown ? refusals.denied() : answer.clocksApart(SKEW) ? CLOCK : refusals.unknown();
    return refusals.outOfTime(Instant.now()).orElse(otherwise);
  }

  private static StorageFailure byStatus(int status) {
    return switch (status) {
      case 404 -> NO_CONTAINER;
      case 429 -> SLOW_DOWN;
      case 507 -> FULL;
      default -> status >= 500 ? SICK : status >= 300 && status < 400 ? ELSEWHERE : ERROR;
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

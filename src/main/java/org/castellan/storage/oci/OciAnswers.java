package org.castellan.storage.oci;

import java.util.stream.IntStream;
import okhttp3.Challenge;
import okhttp3.Response;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;

/** What an answer that is no success means, in words of ours: the registry's own never pass. */
final class OciAnswers {

  static final StorageFailure WRONG_PASSWORD =
      failure(
          ErrorClass.AUTHENTICATION,
          "The registry does not accept the username and password.",
          "Set new credentials: a username with its password, or with an access token as password.");
  static final StorageFailure DENIED =
      failure(
          ErrorClass.AUTHORIZATION,
          "The user may not push to and pull from this repository.",
          "Give the user, or the access token, the right to push and pull in the repository.");
  static final StorageFailure UNDELETABLE =
      failure(
          ErrorClass.MISCONFIGURED,
          "The registry does not allow what was stored to be deleted.",
          "Enable deleting manifests in the registry's configuration.");
  static final StorageFailure NOT_A_REGISTRY =
      failure(
          ErrorClass.PROVIDER_ERROR,
          "The storage did not answer as an OCI registry does.",
          "Check that the host in the location speaks the OCI distribution protocol under /v2/.");
  static final StorageFailure ODD_LOGIN =
      failure(
          ErrorClass.PROVIDER_ERROR,
          "The registry asks for a kind of login that Castellan does not know.",
          "Use a registry with basic or bearer-token authentication.");
  static final StorageFailure IN_THE_CLEAR =
      failure(
          ErrorClass.MISCONFIGURED,
          "The registry leads to an address without encryption.",
          "Correct the URLs that the registry and its token service give out, or ask the"
              + " administrator to list their hosts in CASTELLAN_ALLOWED_ENDPOINTS.");
  static final StorageFailure REDIRECTED =
      failure(
          ErrorClass.MISCONFIGURED,
          "The registry sends its clients to another address.",
          "Register a backend with the address that the registry itself has.");
  private static final StorageFailure TOKEN_REFUSED =
      failure(
          ErrorClass.MISCONFIGURED,
          "The registry does not accept the tokens of its own token service.",
          "Check the registry's and the token service's keys and clocks.");
  private static final StorageFailure MISSING =
      failure(
          ErrorClass.NOT_FOUND,
          "There is no such repository, or no registry, at the location.",
          "Create the repository or its project in the registry, or register a backend with the"
              + " right location.");
  private static final StorageFailure TOO_LARGE =
      failure(
          ErrorClass.MISCONFIGURED,
          "The registry, or what stands before it, limits the size of a request.",
          "Raise that limit, or set credentials.maxRequestBytes to upload in smaller pieces.");
  private static final StorageFailure SLOW_DOWN =
      transientFailure(
          ErrorClass.RATE_LIMITED,
          "The registry asks for fewer requests.",
          "Wait, or raise the limit at the registry.");
  private static final StorageFailure FULL =
      failure(
          ErrorClass.QUOTA,
          "The registry has no room left for this repository.",
          "Free space or raise the quota in the registry.");
  private static final StorageFailure REFUSED =
      failure(
          ErrorClass.PROVIDER_ERROR,
          "The registry refused the request.",
          "Check that the registry takes OCI artifacts and leaves tags mutable.");
  private static final StorageFailure SICK =
      transientFailure(
          ErrorClass.PROVIDER_ERROR,
          "The registry failed by an error of its own.",
          "Check the registry's status; Castellan tries again by itself.");

  private static final int UNAVAILABLE = 503;

  private OciAnswers() {}

  /** The answer as it is when its status is a success or one of these. */
  static Response require(Response answer, int... orStatus) {
    if (answer.isSuccessful() || IntStream.of(orStatus).anyMatch(it -> it == answer.code())) {
      return answer;
    }
    try (answer) {
      throw new StorageException(failure(answer));
    }
  }

  static StorageFailure failure(Response answer) {
    int status = answer.code();
    if (status == UNAVAILABLE && answer.header("Retry-After") != null) {
      return SLOW_DOWN;
    }
    return switch (status) {
      case 401 -> unauthorized(answer);
      case 403 -> DENIED;
      case 404 -> MISSING;
      case 413 -> TOO_LARGE;
      case 429 -> SLOW_DOWN;
      case 507 -> FULL;
      default -> status >= 500 ? SICK : answer.isRedirect() ? REDIRECTED : REFUSED;
    };
  }

  /** What was asked for although the login is known: a token that is good may not suffice. */
  private static StorageFailure unauthorized(Response answer) {
    for (Challenge challenge : answer.challenges()) {
      if (challenge.scheme().equalsIgnoreCase(OciLogin.BEARER)) {
        boolean bad = "invalid_token".equals(challenge.authParams().get("error"));
        return bad ? TOKEN_REFUSED : DENIED;
      }
    }
    return WRONG_PASSWORD;
  }

  private static StorageFailure failure(ErrorClass errorClass, String error, String remedy) {
    return new StorageFailure(errorClass, error, remedy, false);
  }

  private static StorageFailure transientFailure(
      ErrorClass errorClass, String error, String remedy) {
    return new StorageFailure(errorClass, error, remedy, true);
  }
}

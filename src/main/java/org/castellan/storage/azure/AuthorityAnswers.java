package org.castellan.storage.azure;

import java.util.List;
import java.util.Map;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.StorageFailure;

/** What it means when an authority gives no token: by its own codes, else by its status. */
final class AuthorityAnswers {

  private static final StorageFailure SECRET =
      failure(
          ErrorClass.AUTHENTICATION,
          "The directory does not accept the client secret.",
          "Set new credentials with a clientSecret of the application (its value, not its id).");
  private static final StorageFailure SECRET_ENDED =
      failure(
          ErrorClass.AUTHENTICATION,
          "The client secret has expired.",
          "Make a new clientSecret for the application and set it as new credentials.");
  private static final StorageFailure CLIENT =
      failure(
          ErrorClass.AUTHENTICATION,
          "The directory does not know the application, or does not let it in.",
          "Set new credentials with a clientId that is an enabled application in the directory.");
  private static final StorageFailure TENANT =
      failure(
          ErrorClass.AUTHENTICATION,
          "There is no such directory.",
          "Set new credentials with the tenantId of the directory that the application is in.");
  private static final StorageFailure BUSY =
      new StorageFailure(
          ErrorClass.RATE_LIMITED,
          "The authority asks for fewer requests.",
          "Wait, or raise the limit at the provider.",
          true);
  private static final StorageFailure SICK =
      new StorageFailure(
          ErrorClass.PROVIDER_ERROR,
          "The authority failed by an error of its own.",
          "Check the provider's status; Castellan tries again by itself.",
          true);
  private static final StorageFailure NO_AUTHORITY =
      failure(
          ErrorClass.MISCONFIGURED,
          "The authority did not answer as one that gives tokens.",
          "Check credentials.authorityHost, or leave it out for Azure's own clouds.");

  private static final Map<Integer, StorageFailure> BY_NUMBER =
      Map.of(
          7000215,
          SECRET,
          7000218,
          SECRET,
          7000222,
          SECRET_ENDED,
          700016,
          CLIENT,
          7000112,
          CLIENT,
          90002,
          TENANT,
          900023,
          TENANT);

  private static final Map<String, StorageFailure> BY_WORD =
      Map.of("invalid_client", SECRET, "unauthorized_client", CLIENT);

  private AuthorityAnswers() {}

  static StorageFailure failure(int status, Map<String, Object> fields) {
    if (fields.get("error_codes") instanceof List<?> numbers) {
      for (Object number : numbers) {
        StorageFailure known = number instanceof Number n ? BY_NUMBER.get(n.intValue()) : null;
        if (known != null) {
          return known;
        }
      }
    }
    StorageFailure known = BY_WORD.get(String.valueOf(fields.get("error")));
    return known == null ? byStatus(status) : known;
  }

  private static StorageFailure byStatus(int status) {
    return switch (status) {
      case 401 -> SECRET;
      case 429 -> BUSY;
      default -> status >= 500 ? SICK : NO_AUTHORITY;
    };
  }

  private static StorageFailure failure(ErrorClass errorClass, String error, String remedy) {
    return new StorageFailure(errorClass, error, remedy, false);
  }
}

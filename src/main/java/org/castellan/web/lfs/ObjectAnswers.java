package org.castellan.web.lfs;

import jakarta.json.JsonObject;
import java.util.Optional;
import org.castellan.artifact.Digest;
import org.castellan.artifact.Holdings.Holding;
import org.castellan.web.json.JsonFields;

/** What a batch's answer says of one object. */
final class ObjectAnswers {
  private static final int NOT_FOUND = 404;
  private static final int INVALID = 422;

  private ObjectAnswers() {}

  /** That there is nothing to do, because it is there already. */
  static JsonObject present(Pointer pointer) {
    return pointer.json().json();
  }

  static JsonObject actions(Pointer pointer, JsonObject actions) {
    return pointer.json().add("actions", actions).json();
  }

  static JsonObject absent(Pointer pointer) {
    return error(pointer, NOT_FOUND, "The organization has no artifact of this oid.");
  }

  static JsonObject notOne(Pointer pointer) {
    return error(
        pointer,
        INVALID,
        "An oid has 64 lowercase hexadecimal digits, and a size is not negative.");
  }

  static JsonObject error(Pointer pointer, int code, String message) {
    var error = new JsonFields().add("code", code).add("message", message);
    return pointer.json().add("error", error.json()).json();
  }

  /** Complains when the digest cannot have that size. */
  static Optional<JsonObject> ofOtherSize(Pointer pointer, Holding holding) {
    return holding.size() == pointer.size()
        ? Optional.empty()
        : Optional.of(
            error(pointer, INVALID, "The artifact of this oid has " + holding.size() + " bytes."));
  }

  /** What is known by that digest, if the pointer can point at anything. */
  interface ByDigest {
    JsonObject answer(Pointer pointer, Digest digest);
  }

  static JsonObject of(Pointer pointer, ByDigest answers) {
    return pointer
        .digest()
        .map(digest -> answers.answer(pointer, digest))
        .orElseGet(() -> notOne(pointer));
  }
}

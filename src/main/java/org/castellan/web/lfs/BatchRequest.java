package org.castellan.web.lfs;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.castellan.artifact.Digest;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;

/** What a client wants to transfer, some objects at a time. */
record BatchRequest(boolean isUpload, List<Pointer> objects) {
  private static final int MOST = 1000;
  private static final String TRANSFER = "basic";
  private static final String HASH = "sha256";

  BatchRequest {
    objects = List.copyOf(objects);
  }

  /**
   * Reads it from its JSON.
   *
   * @throws ProblemException when none of it can be done
   */
  static BatchRequest of(JsonObject json) {
    requireHash(json.getOrDefault("hash_algo", JsonValue.NULL));
    requireBasic(json.getOrDefault("transfers", JsonValue.NULL));
    boolean upload = isUpload(json.getOrDefault("operation", JsonValue.NULL));
    if (!(json.get("objects") instanceof JsonArray objects)) {
      throw LfsJson.invalid("The batch needs a list of objects.");
    }
    if (objects.size() > MOST) {
      throw new ProblemException(
          Reason.BODY_TOO_LARGE, "A batch may have " + MOST + " objects at most.");
    }
    return new BatchRequest(upload, objects.stream().map(Pointer::of).toList());
  }

  /** Those that the objects can be known by. */
  Set<Digest> digests() {
    return objects.stream()
        .flatMap(pointer -> pointer.digest().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isUpload(JsonValue operation) {
    String word = operation instanceof JsonString text ? text.getString() : "";
    return switch (word) {
      case "upload" -> true;
      case "download" -> false;
      default -> throw LfsJson.invalid("The operation must be upload or download.");
    };
  }

  private static void requireHash(JsonValue algorithm) {
    if (algorithm != JsonValue.NULL && !isText(algorithm, HASH)) {
      throw new ProblemException(
          Reason.HASH_ALGORITHM_UNSUPPORTED, "Objects are named by their " + HASH + " here.");
    }
  }

  /** Who names no way of transfer means the basic one. */
  private static void requireBasic(JsonValue transfers) {
    boolean basic =
        transfers == JsonValue.NULL
            || (transfers instanceof JsonArray names
                && (names.isEmpty() || names.stream().anyMatch(name -> isText(name, TRANSFER))));
    if (!basic) {
      throw LfsJson.invalid("Only the transfer " + TRANSFER + " is possible here.");
    }
  }

  private static boolean isText(JsonValue value, String wanted) {
    return value instanceof JsonString text && text.getString().equals(wanted);
  }
}

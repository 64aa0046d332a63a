package org.castellan.web.lfs;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.castellan.artifact.Digest;
import org.castellan.web.json.JsonFields;
import org.castellan.web.problem.ProblemException;

/**
 * What a repository holds in an object's place.
 *
 * @param oid as the client sent it, a SHA-256 or not
 * @param size in bytes, as the client sent it, possible or not
 */
record Pointer(String oid, long size) {

  static Pointer of(JsonValue json) {
    if (json instanceof JsonObject object
        && object.get("oid") instanceof JsonString oid
        && object.get("size") instanceof JsonNumber size) {
      return new Pointer(oid.getString(), bytes(size));
    }
    throw incomplete();
  }

  private static long bytes(JsonNumber size) {
    try {
      return size.longValueExact();
    } catch (ArithmeticException e) {
      throw incomplete();
    }
  }

  private static ProblemException incomplete() {
    return LfsJson.invalid("An object needs an oid, which is a string, and a size in bytes.");
  }

  /** What the artifact is known by; empty when this cannot point at any. */
  Optional<Digest> digest() {
    return size < 0 ? Optional.empty() : Digest.ofHex(oid);
  }

  /** The beginning of every answer about it. */
  JsonFields json() {
    return new JsonFields().add("oid", oid).add("size", size);
  }
}

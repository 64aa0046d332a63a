package org.castellan.web.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * Builds an object of an answer, field by field: what is empty is absent, instants are ISO-8601 in
 * UTC, durations ISO-8601. Not thread-safe.
 */
public final class JsonFields {
  private static final JsonProvider JSON = JsonProvider.provider();

  private final JsonObjectBuilder object = JSON.createObjectBuilder();

  public JsonFields add(String name, String value) {
    object.add(name, value);
    return this;
  }

  public JsonFields add(String name, Enum<?> value) {
    return add(name, value.name());
  }

  public JsonFields add(String name, long value) {
    object.add(name, value);
    return this;
  }

  public JsonFields add(String name, boolean value) {
    object.add(name, value);
    return this;
  }

  public JsonFields add(String name, UUID value) {
    return add(name, value.toString());
  }

  public JsonFields add(String name, Instant value) {
    return add(name, value.toString());
  }

  public JsonFields add(String name, Duration value) {
    return add(name, value.toString());
  }

  public JsonFields add(String name, JsonValue value) {
    object.add(name, value);
    return this;
  }

  public JsonFields addText(String name, Optional<String> value) {
    value.ifPresent(text -> add(name, text));
    return this;
  }

  public JsonFields addNumber(String name, Optional<Long> value) {
    value.ifPresent(number -> add(name, number));
    return this;
  }

  public JsonFields addInstant(String name, Optional<Instant> value) {
    value.ifPresent(instant -> add(name, instant));
    return this;
  }

  public JsonFields addJson(String name, Optional<? extends JsonValue> value) {
    value.ifPresent(json -> add(name, json));
    return this;
  }

  public JsonObject json() {
    return object.build();
  }

  public static JsonArray array(Collection<? extends JsonValue> items) {
    var array = JSON.createArrayBuilder();
    items.forEach(array::add);
    return array.build();
  }

  public static JsonArray texts(Collection<String> texts) {
    return JSON.createArrayBuilder(texts).build();
  }
}

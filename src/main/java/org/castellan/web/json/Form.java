package org.castellan.web.json;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Violation;

/**
 * The fields of one request. Each is asked for by name and type; what does not fit is noted and
 * answered as empty. {@link #finish()} then refuses the request with everything that was noted, and
 * every field that nobody asked for. Not thread-safe.
 */
public final class Form {
  private final Map<String, JsonValue> fields;
  private final Complaints complaints;
  private final Set<String> known = new LinkedHashSet<>();

  Form(Map<String, JsonValue> fields, List<Violation> violations) {
    this.fields = fields;
    this.complaints = new Complaints(violations);
  }

  /** Notes each of these fields that is missing. */
  public Form require(String... names) {
    for (String name : names) {
      if (!fields.containsKey(name)) {
        reject(name, "is missing");
      }
    }
    return this;
  }

  /** Notes a body without a single field. */
  public Form requireSomething() {
    if (fields.isEmpty()) {
      reject("", "must name at least one field");
    }
    return this;
  }

  public Optional<String> text(String name, TextRule rule) {
    Optional<String> text =
        value(name, ValueType.STRING, "a string").map(value -> ((JsonString) value).getString());
    Optional<String> complaint = text.flatMap(rule::complaint);
    complaint.ifPresent(message -> reject(name, message));
    return complaint.isPresent() ? Optional.empty() : text;
  }

  /** A whole number within bounds, both included. */
  public Optional<Long> whole(String name, long min, long max) {
    Optional<JsonValue> value = value(name, ValueType.NUMBER, "a number");
    Optional<Long> number =
        value.flatMap(json -> Scalars.exact((JsonNumber) json)).filter(n -> n >= min && n <= max);
    if (value.isPresent() && number.isEmpty()) {
      reject(name, "must be a whole number from " + min + " to " + max);
    }
    return number;
  }

  public Optional<Boolean> flag(String name) {
    ValueType asGiven = fields.get(name) == JsonValue.FALSE ? ValueType.FALSE : ValueType.TRUE;
    return value(name, asGiven, "true or false").map(JsonValue.TRUE::equals);
  }

  public Optional<Instant> instant(String name) {
    Optional<String> text = text(name, TextRule.ANY);
    Optional<Instant> instant = text.flatMap(Scalars::instant);
    if (text.isPresent() && instant.isEmpty()) {
      reject(name, "must be an instant in UTC such as 2030-01-31T12:00:00Z");
    }
    return instant;
  }

  /** A duration in whole milliseconds within bounds, both included. */
  public Optional<Duration> duration(String name, Duration min, Duration max) {
    Optional<String> text = text(name, TextRule.ANY);
    Optional<Duration> duration =
        text.flatMap(Scalars::duration)
            .filter(it -> it.compareTo(min) >= 0 && it.compareTo(max) <= 0);
    if (text.isPresent() && duration.isEmpty()) {
      reject(name, "must be a duration such as P30D, from " + min + " to " + max);
    }
    return duration;
  }

  public <E> Optional<E> oneOf(String name, Map<String, E> choices) {
    Optional<String> text = text(name, TextRule.ANY);
    Optional<E> choice = text.flatMap(word -> Optional.ofNullable(choices.get(word)));
    if (text.isPresent() && choice.isEmpty()) {
      reject(name, "must be one of " + String.join(", ", choices.keySet()));
    }
    return choice;
  }

  /** The strings of a nested object; any name in it is known. */
  public Optional<Map<String, String>> texts(String name, TextRule rule) {
    return value(name, ValueType.OBJECT, "an object").map(value -> members(name + ".", rule));
  }

  /** Whether the field is there and {@code null}; asked first where null means something. */
  public boolean isNull(String name) {
    return fields.get(name) == JsonValue.NULL && known.add(name);
  }

  /** Whether something was noted about the field. */
  public boolean hasRejected(String field) {
    return complaints.isAbout(field);
  }

  /** Notes a field that breaks a rule. */
  public void reject(String field, String message) {
    complaints.add(field, message);
  }

  /**
   * Ends the reading.
   *
   * @throws ProblemException when anything was noted
   */
  public void finish() {
    fields.keySet().stream()
        .filter(name -> !name.contains(".") && !known.contains(name))
        .forEach(complaints::addUnknown);
    complaints.raise();
  }

  private Map<String, String> members(String prefix, TextRule rule) {
    Map<String, String> members = new LinkedHashMap<>();
    fields.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .forEach(
            name ->
                text(name, rule)
                    .ifPresent(text -> members.put(name.substring(prefix.length()), text)));
    return members;
  }

  private Optional<JsonValue> value(String name, ValueType type, String expected) {
    known.add(name);
    Optional<JsonValue> value = Optional.ofNullable(fields.get(name));
    if (value.isPresent() && value.get().getValueType() != type) {
      reject(name, "must be " + expected);
      return Optional.empty();
    }
    return value;
  }
}

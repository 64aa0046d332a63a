package org.castellan.web.json;

import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.castellan.web.problem.Violation;

/**
 * Turns a JSON object into fields by path ({@code credentials.region}). Looks one object deep; what
 * is nested deeper stands there as an empty object or array, so that no body can exhaust the stack.
 * Unlike {@code JsonReader} it sees a name that is given twice.
 */
final class BodyParser {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final int MAX_DEPTH = 100;

  private final Map<String, JsonValue> fields = new LinkedHashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  Map<String, JsonValue> fields() {
    return fields;
  }

  List<Violation> violations() {
    return violations;
  }

  BodyParser parse(String body) {
    try (JsonParser parser = JSON.createParser(new StringReader(body))) {
      if (parser.next() != Event.START_OBJECT) {
        throw new ProblemException(Problems.notAnObject());
      }
      object(parser, "");
      // Only asking shows what follows the object: then the parser throws.
      if (parser.hasNext()) {
        throw malformed();
      }
      return this;
    } catch (JsonException | java.util.NoSuchElementException e) {
      throw malformed();
    }
  }

  private void object(JsonParser parser, String prefix) {
    for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
      String name = parser.getString();
      JsonValue value = value(parser, prefix, name);
      if (name.contains(".")) {
        violations.add(Problems.unknown(name));
      } else if (fields.put(prefix + name, value) != null) {
        violations.add(new Violation(Problems.shown(prefix + name), "is given twice"));
      }
    }
  }

  private JsonValue value(JsonParser parser, String prefix, String name) {
    switch (parser.next()) {
      case START_ARRAY -> {
        skip(parser);
        return JsonValue.EMPTY_JSON_ARRAY;
      }
      case START_OBJECT -> {
        if (prefix.isEmpty() && !name.contains(".")) {
          object(parser, name + ".");
        } else {
          skip(parser);
        }
        return JsonValue.EMPTY_JSON_OBJECT;
      }
      default -> {
        return parser.getValue();
      }
    }
  }

  /** Not {@code skipArray()}: on some malformed arrays the servers' parser never comes back. */
  private static void skip(JsonParser parser) {
    for (int depth = 1; depth > 0; ) {
      switch (parser.next()) {
        case START_ARRAY, START_OBJECT -> depth++;
        case END_ARRAY, END_OBJECT -> depth--;
        default -> {
          // Nobody wants it.
        }
      }
      if (depth > MAX_DEPTH) {
        throw malformed();
      }
    }
  }

  static ProblemException malformed() {
    return new ProblemException(
        Reason.MALFORMED_JSON, "The body is not one JSON document, or is nested too deeply.");
  }
}

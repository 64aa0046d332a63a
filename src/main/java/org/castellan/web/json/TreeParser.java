package org.castellan.web.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.StringReader;
import java.util.NoSuchElementException;
import org.castellan.web.problem.ProblemException;

/**
 * Reads a JSON object as a whole, however it is made but for its depth, which no body can use to
 * exhaust the stack. Of a name that is given twice the last one counts.
 */
final class TreeParser {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final int MAX_DEPTH = 16;

  private TreeParser() {}

  static JsonObject parse(String body) {
    try (JsonParser parser = JSON.createParser(new StringReader(body))) {
      if (parser.next() != Event.START_OBJECT) {
        throw new ProblemException(Problems.notAnObject());
      }
      JsonObject object = object(parser, 1);
      // Only asking shows what follows the object: then the parser throws.
      if (parser.hasNext()) {
        throw BodyParser.malformed();
      }
      return object;
    } catch (JsonException | NoSuchElementException e) {
      throw BodyParser.malformed();
    }
  }

  private static JsonValue value(JsonParser parser, Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw BodyParser.malformed();
    }
    return switch (event) {
      case START_OBJECT -> object(parser, depth);
      case START_ARRAY -> array(parser, depth);
      default -> parser.getValue();
    };
  }

  private static JsonObject object(JsonParser parser, int depth) {
    var object = JSON.createObjectBuilder();
    for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
      String name = parser.getString();
      object.add(name, value(parser, parser.next(), depth + 1));
    }
    return object.build();
  }

  private static JsonArray array(JsonParser parser, int depth) {
    var array = JSON.createArrayBuilder();
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      array.add(value(parser, event, depth + 1));
    }
    return array.build();
  }
}

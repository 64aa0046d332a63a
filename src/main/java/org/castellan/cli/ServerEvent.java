package org.castellan.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

/** One event of a stream of server-sent events; what it lacks is empty. */
record ServerEvent(String id, String name, String data) {

  /** The next event, waited for; empty when the stream has ended. */
  static Optional<ServerEvent> next(BufferedReader lines) throws IOException {
    var event = new ServerEvent("", "", "");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isEmpty()) {
        event = event.with(line);
      } else if (!event.data.isEmpty()) {
        return Optional.of(event);
      } else {
        event = new ServerEvent("", "", "");
      }
    }
    return Optional.empty();
  }

  private ServerEvent with(String line) {
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
    return switch (field) {
      case "id" -> new ServerEvent(value, name, data);
      case "event" -> new ServerEvent(id, value, data);
      case "data" -> new ServerEvent(id, name, data.isEmpty() ? value : data + "\n" + value);
      default -> this;
    };
  }

  JsonObject json() {
    var json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("event", name);
    json.add("data", fields());
    return json;
  }

  /** For the eye: {@code backend-status organization=acme …}. */
  String text() {
    JsonObject fields = fields();
    return fields.keySet().stream()
        .filter(field -> !field.equals("at"))
        .map(field -> field + "=" + Json.text(fields, field))
        .collect(Collectors.joining(" ", Json.text(fields, "at") + " " + name + " ", ""))
        .strip();
  }

  private JsonObject fields() {
    try {
      return JsonParser.parseString(data).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      var text = new JsonObject();
      text.addProperty("text", data);
      return text;
    }
  }
}

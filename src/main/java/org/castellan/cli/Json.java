package org.castellan.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** JSON as the API has it. */
final class Json {

  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final Gson LINE = new GsonBuilder().disableHtmlEscaping().create();

  private Json() {}

  static JsonObject parse(InputStream body) throws IOException {
    try {
      return JsonParser.parseReader(new InputStreamReader(body, StandardCharsets.UTF_8))
          .getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException("what came is not a JSON object", e);
    }
  }

  static String pretty(JsonElement element) {
    return PRETTY.toJson(element);
  }

  static String line(JsonElement element) {
    return LINE.toJson(element);
  }

  static JsonArray array(List<JsonObject> items) {
    var array = new JsonArray();
    items.forEach(array::add);
    return array;
  }

  /**
   * A member as text, empty where it is missing.
   *
   * @param path names, with dots between them
   */
  static String text(JsonObject object, String path) {
    int dot = path.indexOf('.');
    if (dot >= 0) {
      return object.get(path.substring(0, dot)) instanceof JsonObject inner
          ? text(inner, path.substring(dot + 1))
          : "";
    }
    JsonElement member = object.get(path);
    if (member == null || member.isJsonNull()) {
      return "";
    } else if (member instanceof JsonArray array) {
      return String.join(", ", array.asList().stream().map(JsonElement::getAsString).toList());
    }
    return member.isJsonPrimitive() ? member.getAsString() : line(member);
  }
}

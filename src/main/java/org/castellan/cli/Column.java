package org.castellan.cli;

import com.google.gson.JsonObject;
import java.util.function.Function;

/** A column of a table. */
record Column(String head, Function<JsonObject, String> value) {

  /** Shows a member; dots lead into inner objects. */
  static Column of(String head, String path) {
    return new Column(head, item -> Json.text(item, path));
  }

  /** Shows a member that is a number of bytes. */
  static Column bytes(String head, String path) {
    return new Column(
        head,
        item -> {
          String number = Json.text(item, path);
          return number.isEmpty() ? "" : Bytes.text(Long.parseLong(number));
        });
  }

  /** What goes into the cell. What others wrote must not steer the user's terminal. */
  String cell(JsonObject item) {
    String text = Terminals.harmless(value.apply(item));
    return text.isEmpty() ? "-" : text;
  }
}

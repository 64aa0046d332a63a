package org.castellan.cli;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;

/** Prints what was answered, for people or for programs. */
final class Answers {

  /** How answers are printed. */
  enum Form {
    table,
    json
  }

  private final PrintWriter out;
  private Form form = Form.table;

  Answers(PrintWriter out) {
    this.out = out;
  }

  void printAs(Form chosen) {
    form = chosen;
  }

  boolean isJson() {
    return form == Form.json;
  }

  void list(List<JsonObject> items, List<Column> columns) {
    if (isJson()) {
      out.println(Json.pretty(Json.array(items)));
    } else {
      table(items, columns);
    }
  }

  void one(JsonObject item, List<Column> columns) {
    if (isJson()) {
      out.println(Json.pretty(item));
    } else {
      table(List.of(item), columns);
    }
  }

  /** Tells a person that it is done; programs have the exit status. */
  void done(String sentence) {
    if (!isJson()) {
      out.println(sentence);
    }
  }

  /** One of many that follow each other: a line of its own. */
  void line(JsonObject item, String text) {
    out.println(isJson() ? Json.line(item) : Terminals.harmless(text));
  }

  private void table(List<JsonObject> items, List<Column> columns) {
    List<List<String>> cells =
        columns.stream().map(column -> items.stream().map(column::cell).toList()).toList();
    int[] widths =
        IntStream.range(0, columns.size())
            .map(i -> width(columns.get(i).head(), cells.get(i)))
            .toArray();
    row(widths, columns.stream().map(Column::head).toList());
    for (int row = 0; row < items.size(); row++) {
      int each = row;
      row(widths, cells.stream().map(column -> column.get(each)).toList());
    }
  }

  private static int width(String head, List<String> cells) {
    return Math.max(head.length(), cells.stream().mapToInt(String::length).max().orElse(0));
  }

  private void row(int[] widths, List<String> cells) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
    }
    out.println(line.toString().stripTrailing());
  }
}

package org.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {

  private static final List<Column> COLUMNS =
      List.of(
          Column.of("NAME", "name"), Column.of("NODE", "holder.node"), Column.bytes("MAX", "max"));

  private final StringWriter printed = new StringWriter();
  private final Answers answers = new Answers(new PrintWriter(printed));

  private static JsonObject item(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }

  @Test
  void aTableIsAsWideAsItsCells() {
    answers.list(
        List.of(
            item("{'name': 'longer-than-its-head', 'holder': {'node': 'n1'}, 'max': 2048}"),
            item("{'name': 'b'}")),
        COLUMNS);
    assertThat(printed)
        .hasToString(
            """
            NAME                  NODE  MAX
            longer-than-its-head  n1    2.0 KiB
            b                     -     -
            """);
  }

  @Test
  void anEmptyTableHasItsHead() {
    answers.list(List.of(), COLUMNS);
    assertThat(printed).hasToString("NAME  NODE  MAX\n");
  }

  @Test
  void programsGetAllThatWasAnswered() {
    answers.printAs(Answers.Form.json);
    answers.list(List.of(item("{'name': 'b', 'more': ['<', null]}")), COLUMNS);
    answers.done("not for programs");
    assertThat(JsonParser.parseString(printed.toString()))
        .isEqualTo(JsonParser.parseString("[{'name': 'b', 'more': ['<', null]}]"));
  }
}

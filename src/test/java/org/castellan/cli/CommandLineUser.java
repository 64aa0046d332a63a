package org.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs commands in this process, with an environment of their own. */
record CommandLineUser(Map<String, String> environment, String input, boolean interactive) {

  /** How a command ended and what it said. */
  record Outcome(int status, String out, String err) {

    JsonObject json() {
      return JsonParser.parseString(out).getAsJsonObject();
    }

    List<JsonObject> items() {
      return JsonParser.parseString(out).getAsJsonArray().asList().stream()
          .map(JsonElement::getAsJsonObject)
          .toList();
    }
  }

  CommandLineUser(String server, String token) {
    this(Map.of("CASTELLAN_SERVER", server, "CASTELLAN_TOKEN", token), "", false);
  }

  CommandLineUser typing(String text) {
    return new CommandLineUser(environment, text, interactive);
  }

  CommandLineUser atTerminal() {
    return new CommandLineUser(environment, input, true);
  }

  Outcome run(Object... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    int status =
        Castellan.run(
            new Surroundings(environment, in, out, err, interactive),
            Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    return new Outcome(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command that must succeed. */
  String ok(Object... arguments) {
    Outcome outcome = run(arguments);
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return outcome.out();
  }

  /** The same, for a program. */
  Outcome json(Object... arguments) {
    Outcome outcome =
        run(Stream.concat(Stream.of("--output", "json"), Stream.of(arguments)).toArray());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return outcome;
  }
}

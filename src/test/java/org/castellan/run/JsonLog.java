package org.castellan.run;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The documents in a log that has one a line, among lines that are none. */
record JsonLog(List<JsonObject> documents) {

  static JsonLog of(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return new JsonLog(lines.map(JsonLog::document).flatMap(Optional::stream).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether a line of Castellan's about a tick is among them.
   *
   * @param field that has the line
   */
  boolean tellsOfATick(String field) {
    return documents.stream()
        .anyMatch(line -> line.getString(field, "").matches("(?s).*scope \\w+, tick .*: WON.*"));
  }

  private static Optional<JsonObject> document(String line) {
    try (var reader = Json.createReader(new StringReader(line))) {
      return Optional.of(reader.readObject());
    } catch (JsonException e) {
      return Optional.empty();
    }
  }
}

package org.castellan.run;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The spans that an agent wrote to a server's log. */
record LoggedSpans(List<Span> all) {

  private static final String BEGIN = "{\"resource";

  /** One of them. */
  record Span(String trace, String name, List<String> attributes) {

    /**
     * @param attribute as in {@code key=text}
     */
    boolean has(String attribute) {
      return attributes.contains(attribute);
    }
  }

  static LoggedSpans in(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return new LoggedSpans(lines.flatMap(LoggedSpans::spans).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of the same trace. */
  LoggedSpans sameTrace(Span span) {
    return new LoggedSpans(all.stream().filter(it -> it.trace().equals(span.trace())).toList());
  }

  Stream<Span> named(String name) {
    return all.stream().filter(it -> it.name().equals(name));
  }

  private static Stream<Span> spans(String line) {
    int begin = line.indexOf(BEGIN);
    return begin < 0 ? Stream.empty() : resources(line.substring(begin)).flatMap(LoggedSpans::of);
  }

  /** None of a line that is still being written. */
  private static Stream<JsonObject> resources(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      JsonObject document = reader.readObject();
      return document.containsKey("resourceSpans")
          ? objects(document, "resourceSpans")
          : Stream.of(document);
    } catch (JsonException e) {
      return Stream.empty();
    }
  }

  private static Stream<Span> of(JsonObject resource) {
    return objects(resource, "scopeSpans")
        .flatMap(scope -> objects(scope, "spans"))
        .map(
            span ->
                new Span(
                    span.getString("traceId"),
                    span.getString("name"),
                    objects(span, "attributes").map(LoggedSpans::attribute).toList()));
  }

  private static String attribute(JsonObject attribute) {
    JsonObject value = attribute.getJsonObject("value");
    return attribute.getString("key")
        + "="
        + value.getString("stringValue", value.getString("intValue", ""));
  }

  private static Stream<JsonObject> objects(JsonObject parent, String name) {
    return parent.containsKey(name)
        ? parent.getJsonArray(name).stream().map(JsonValue::asJsonObject)
        : Stream.empty();
  }
}

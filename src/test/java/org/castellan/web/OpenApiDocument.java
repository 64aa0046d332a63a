package org.castellan.web;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The API's own description, as it is in the WAR. */
record OpenApiDocument(JsonObject json) {

  /** An operation as it is described. */
  record Operation(OpenApiDocument document, String verb, String path, JsonObject json) {

    /** The names of the parameters of a kind: {@code path}, {@code query} or {@code header}. */
    List<String> parameters(String in) {
      return json.containsKey("parameters")
          ? json.getJsonArray("parameters").stream()
              .map(parameter -> document.resolved(parameter.asJsonObject()))
              .filter(parameter -> parameter.getString("in").equals(in))
              .map(parameter -> parameter.getString("name"))
              .toList()
          : List.of();
    }

    /** The names of the fields of its JSON body; empty when it takes none. */
    Optional<Set<String>> fields() {
      return Optional.ofNullable(json.getJsonObject("requestBody"))
          .map(body -> body.getJsonObject("content").getJsonObject("application/json"))
          .map(content -> document.resolved(content.getJsonObject("schema")))
          .map(schema -> schema.getJsonObject("properties").keySet());
    }

    /** Whether it says of the status that this is a reason. */
    boolean explains(int status, String reason) {
      return Optional.ofNullable(json.getJsonObject("responses").getJsonObject("" + status))
          .filter(response -> response.getString("description").contains(reason + ": "))
          .isPresent();
    }

    boolean changesSomething() {
      return !verb.equals("GET") && !verb.equals("HEAD");
    }

    @Override
    public String toString() {
      return verb + " " + path;
    }
  }

  static OpenApiDocument read() {
    try (InputStream stream = OpenApiResource.class.getResourceAsStream("openapi.json");
        var reader = Json.createReader(Objects.requireNonNull(stream))) {
      return new OpenApiDocument(reader.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Operation> operations() {
    return json.getJsonObject("paths").entrySet().stream()
        .flatMap(
            path ->
                path.getValue().asJsonObject().entrySet().stream()
                    .map(item -> operation(item.getKey(), path.getKey(), item.getValue())))
        .toList();
  }

  private Operation operation(String verb, String path, JsonValue json) {
    return new Operation(this, verb.toUpperCase(Locale.ROOT), path, json.asJsonObject());
  }

  /** Itself, or what it refers to. */
  JsonObject resolved(JsonObject object) {
    return object.containsKey("$ref")
        ? Json.createPointer(object.getString("$ref").substring(1)).getValue(json).asJsonObject()
        : object;
  }
}

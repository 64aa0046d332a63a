package org.castellan.web;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Wrong JSON bodies of one operation. */
final class FuzzBodies {
  private final FuzzValues values;
  private final String right;
  private final List<String> fields;

  /**
   * @param right a body that the operation takes
   * @param fields those that it may have
   */
  FuzzBodies(FuzzValues values, String right, Set<String> fields) {
    this.values = values;
    this.right = right;
    this.fields = fields.stream().sorted().toList();
  }

  /** One that is wrong in one way. */
  byte[] next() {
    return switch (values.upTo(12)) {
      case 0 -> right.substring(0, values.upTo(right.length())).getBytes(UTF_8);
      case 1 -> withAByteChanged();
      case 2 -> nested();
      case 3 -> values.json().getBytes(UTF_8);
      case 4 -> (right + right).getBytes(UTF_8);
      case 5 ->
          ("{\"" + "k".repeat(values.upTo(70_000)) + "\":1," + right.substring(1)).getBytes(UTF_8);
      case 6 -> values.upTo(2) == 0 ? right.getBytes(UTF_16) : ("\ufeff" + right).getBytes(UTF_8);
      case 7 -> with(values.of(fields) + "x", values.json());
      case 8 ->
          ("{" + member(values.of(fields), values.json()) + "," + right.substring(1))
              .getBytes(UTF_8);
      default -> with(values.of(fields), values.json());
    };
  }

  private byte[] withAByteChanged() {
    byte[] bytes = right.getBytes(UTF_8);
    bytes[values.upTo(bytes.length)] = (byte) values.upTo(256);
    return bytes;
  }

  private byte[] nested() {
    int depth = 1 + values.upTo(20_000);
    String open = values.of(List.of("[", "{\"a\":"));
    boolean closed = values.upTo(2) == 0;
    return ("{"
            + member(values.of(fields), open.repeat(depth) + (closed ? "]".repeat(depth) : ""))
            + "}")
        .getBytes(UTF_8);
  }

  /** The right one, with a field set to something. */
  private byte[] with(String field, String value) {
    Map<String, String> members = new LinkedHashMap<>();
    read().forEach((name, json) -> members.put(name, json.toString()));
    members.put(field, value);
    return members.entrySet().stream()
        .map(entry -> member(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"))
        .getBytes(UTF_8);
  }

  private static String member(String name, String value) {
    return "\"" + name + "\":" + value;
  }

  private JsonObject read() {
    try (var reader = Json.createReader(new StringReader(right))) {
      return reader.readObject();
    }
  }
}

package org.castellan.supply;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A library as the build's bill of materials (CycloneDX) lists it.
 *
 * @param licences SPDX identifiers, or names where there is none
 */
record Component(String group, String name, String version, List<String> licences)
    implements Comparable<Component> {

  static final Path BILL = Path.of("target", "castellan-sbom.json");

  /** All of the bill, in order. */
  static List<Component> all() throws IOException {
    try (var reader = Json.createReader(Files.newInputStream(BILL))) {
      return reader.readObject().getJsonArray("components").stream()
          .map(each -> of(each.asJsonObject()))
          .sorted()
          .toList();
    }
  }

  private static Component of(JsonObject json) {
    return new Component(
        json.getString("group"),
        json.getString("name"),
        json.getString("version"),
        json.getJsonArray("licenses").stream()
            .map(each -> each.asJsonObject().getJsonObject("license"))
            .map(licence -> licence.getString("id", licence.getString("name", "?")))
            .toList());
  }

  /** As the file in {@code WEB-INF/lib}. */
  String file() {
    return name + "-" + version + ".jar";
  }

  String row() {
    return "| `%s:%s` | %s | %s |"
        .formatted(group, name, version, licences.stream().collect(Collectors.joining(", ")));
  }

  @Override
  public int compareTo(Component other) {
    return (group + ":" + name).compareTo(other.group + ":" + other.name);
  }
}

package org.castellan.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the server says when it refuses, in its own words: RFC 9457 problem details. */
final class Problem {

  private Problem() {}

  /** The text for the user; reads the body to its end. */
  static String of(HttpResponse<InputStream> response) throws IOException {
    int status = response.statusCode();
    String type = response.headers().firstValue("Content-Type").orElse("");
    try (InputStream body = response.body()) {
      if (type.startsWith("application/problem+json")) {
        return text(status, Json.parse(body));
      }
    }
    return "HTTP %d without a problem detail: is CASTELLAN_SERVER a Castellan?".formatted(status);
  }

  private static String text(int status, JsonObject problem) {
    var lines = new ArrayList<String>();
    String reason = Json.text(problem, "reason");
    lines.add("%s (%s, HTTP %d)".formatted(Json.text(problem, "title"), reason, status));
    Stream.of("detail", "error", "remedy")
        .map(member -> Json.text(problem, member))
        .filter(text -> !text.isEmpty())
        .distinct()
        .forEach(lines::add);
    if (problem.has("violations")) {
      lines.addAll(violations(problem));
    }
    if (problem.has("incident")) {
      lines.add("The server's log has more about incident " + Json.text(problem, "incident"));
    }
    return String.join("\n  ", lines);
  }

  private static List<String> violations(JsonObject problem) {
    return problem.getAsJsonArray("violations").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(each -> Json.text(each, "field") + ": " + Json.text(each, "message"))
        .toList();
  }
}

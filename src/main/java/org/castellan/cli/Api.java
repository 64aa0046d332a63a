package org.castellan.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The calls of the API whose questions and answers are JSON. */
final class Api {

  /** A backend is probed before it is registered, and a probe takes its time. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private static final int LARGEST_PAGE = 500;

  private final Http http;

  Api(Http http) {
    this.http = http;
  }

  /** A path of segments, each of which may hold anything. */
  static String path(String... segments) {
    return Stream.of(segments).map(Api::encoded).collect(Collectors.joining("/", "/", ""));
  }

  static String inOrganization(String organization, String... more) {
    return path("organizations", organization) + (more.length == 0 ? "" : path(more));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
  }

  JsonObject post(String path, JsonObject form) {
    return answer("POST", path, BodyPublishers.ofString(Json.line(form)));
  }

  /** Asks for something to be done that needs no words. */
  JsonObject post(String path) {
    return answer("POST", path, BodyPublishers.noBody());
  }

  JsonObject patch(String path, JsonObject change) {
    return answer("PATCH", path, BodyPublishers.ofString(Json.line(change)));
  }

  /** What was answered, nothing as an empty object. */
  JsonObject delete(String path) {
    return answer("DELETE", path, BodyPublishers.noBody());
  }

  /** All items of a list, or the first of them, from as many pages as it takes. */
  List<JsonObject> list(String path, Map<String, String> filter, int limit) {
    if (limit < 1) {
      throw CommandFailure.usage("--limit must be at least 1");
    }
    var query = new TreeMap<>(filter);
    var items = new ArrayList<JsonObject>();
    do {
      query.put("pageSize", Integer.toString(Math.min(LARGEST_PAGE, limit - items.size())));
      JsonObject page = answer("GET", path + query(query), BodyPublishers.noBody());
      page.getAsJsonArray("items").asList().stream()
          .map(JsonElement::getAsJsonObject)
          .forEach(items::add);
      query.put("pageToken", Json.text(page, "nextPageToken"));
    } while (items.size() < limit && !query.getOrDefault("pageToken", "").isEmpty());
    return items;
  }

  /** A list that has no pages. */
  List<JsonObject> all(String path) {
    JsonObject answer = answer("GET", path, BodyPublishers.noBody());
    return answer.getAsJsonArray("items").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  private JsonObject answer(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest request =
        http.request(path)
            .timeout(ANSWER)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    var response = http.send(request);
    try (InputStream answer = response.body()) {
      return response.statusCode() == 204 ? new JsonObject() : Json.parse(answer);
    } catch (IOException e) {
      throw http.broken(e);
    }
  }
}

package org.castellan.run;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** One node's API as a user's program calls it. Thread-safe. */
public final class Api {

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String url;
  private final String token;
  private final Map<String, String> headers;

  public Api(String url, String token) {
    this(url, token, Map.of());
  }

  private Api(String url, String token, Map<String, String> headers) {
    this.url = url;
    this.token = token;
    this.headers = headers;
  }

  /** The same, which sends this header in place of any other of its own. */
  Api with(String header, String value) {
    return new Api(url, token, Map.of(header, value));
  }

  public String url() {
    return url;
  }

  /** The answer to a request with a body in JSON, or without a body when that is empty. */
  public HttpResponse<String> call(String method, String path, String json) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    headers.forEach(request::header);
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The document that a GET answers. */
  public JsonObject get(String path) {
    return json(call("GET", path, ""));
  }

  public static JsonObject json(HttpResponse<String> response) {
    try (var reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readObject();
    }
  }

  public boolean isReady() {
    try {
      return call("GET", "/api/health/ready", "").statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}

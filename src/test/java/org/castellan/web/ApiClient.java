package org.castellan.web;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Talks HTTP to the API with one token. */
record ApiClient(URI base, String token) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /** What came back. */
  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    byte[] bytes() {
      return response.body();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonObject json() {
      try (var reader = Json.createReader(new ByteArrayInputStream(response.body()))) {
        return reader.readObject();
      }
    }

    String reason() {
      return json().getString("reason");
    }
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  /** Of an answer that has no end, the beginning. */
  private static BodySubscriber<byte[]> finite(HttpResponse.ResponseInfo info) {
    boolean endless =
        info.headers()
            .firstValue("Content-Type")
            .filter(type -> type.startsWith("text/event-stream"))
            .isPresent();
    return endless
        ? BodySubscribers.mapping(BodySubscribers.ofInputStream(), ApiClient::cutOff)
        : BodySubscribers.ofByteArray();
  }

  private static byte[] cutOff(InputStream body) {
    try (body) {
      return new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer head(String path) {
    return send(request(path).method("HEAD", BodyPublishers.noBody()));
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Answer post(String path) {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  Answer post(String path, String json) {
    return json("POST", path, json);
  }

  Answer patch(String path, String json, String... headers) {
    return send(withHeaders(jsonRequest("PATCH", path, json), headers));
  }

  Answer json(String method, String path, String json) {
    return send(jsonRequest(method, path, json));
  }

  Answer upload(String method, String path, byte[] bytes, String... headers) {
    return upload(method, path, BodyPublishers.ofByteArray(bytes), headers);
  }

  /** Of unknown length, in chunks. */
  Answer uploadInChunks(String method, String path, InputStream bytes, String... headers) {
    return upload(method, path, BodyPublishers.ofInputStream(() -> bytes), headers);
  }

  Answer upload(String method, String path, BodyPublisher body, String... headers) {
    return send(withHeaders(request(path).method(method, body), headers));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(HTTP.send(request.build(), ApiClient::finite));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpRequest.Builder jsonRequest(String method, String path, String json) {
    return request(path)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(json));
  }

  private static HttpRequest.Builder withHeaders(HttpRequest.Builder request, String... headers) {
    return headers.length == 0 ? request : request.headers(headers);
  }
}

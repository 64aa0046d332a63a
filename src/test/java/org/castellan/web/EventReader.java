package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Reads the event stream over HTTP, as a browser does. */
final class EventReader implements AutoCloseable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newCachedThreadPool(EventReader::daemon))
          .build();

  /** One event; what it lacks is empty. */
  record Message(String id, String name, String text) {
    JsonObject data() {
      try (var reader = Json.createReader(new StringReader(text))) {
        return reader.readObject();
      }
    }
  }

  private final HttpResponse<InputStream> response;
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private volatile boolean ended;

  private EventReader(HttpResponse<InputStream> response) {
    this.response = response;
    daemon(this::read).start();
  }

  /** Goes on after an event; from now on when it is empty. */
  static EventReader open(ApiClient client, String lastEventId) {
    var request = client.request("/v1/events").header("Accept", "text/event-stream");
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      var response = HTTP.send(request.GET().build(), BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      return new EventReader(response);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on, with the greeting read. */
  static EventReader open(ApiClient client) {
    EventReader reader = open(client, "");
    assertThat(reader.next("reset").data().getString("reason")).isEqualTo("STARTED");
    return reader;
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "event-reader");
    thread.setDaemon(true);
    return thread;
  }

  private void read() {
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      Map<String, String> fields = new HashMap<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          finish(fields);
        } else if (!line.startsWith(":")) {
          fields.put(line.substring(0, line.indexOf(':')), line.replaceFirst("^[^:]*: ?", ""));
        }
      }
    } catch (IOException e) {
      // Closed from either side.
    } finally {
      ended = true;
    }
  }

  private void finish(Map<String, String> fields) {
    if (fields.containsKey("data")) {
      messages.add(
          new Message(
              fields.getOrDefault("id", ""),
              fields.getOrDefault("event", ""),
              fields.getOrDefault("data", "")));
    }
    fields.clear();
  }

  List<Message> messages() {
    return List.copyOf(messages);
  }

  /** The first of that name, once it is there. */
  Message next(String name) {
    return next(message -> message.name().equals(name));
  }

  Message next(Predicate<Message> wanted) {
    await().atMost(Duration.ofSeconds(20)).until(() -> messages.stream().anyMatch(wanted));
    return messages.stream().filter(wanted).findFirst().orElseThrow();
  }

  boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

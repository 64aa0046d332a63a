package org.castellan.web.stream;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.castellan.audit.Event;

/** How events look. */
final class EventViews {

  private static final JsonProvider JSON = JsonProvider.provider();
  private static final String INSTANT = "tick";

  /** The rest, and above all the counts, would tell how others' backends are. */
  private static final Set<String> TICK_FOR_ORGANIZATIONS =
      Set.of("scope", "shard", INSTANT, "state", "requested");

  private EventViews() {}

  /** The event's name in the stream. */
  static String name(Event event) {
    return event.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the audience, which must see the event, gets to read of it. */
  static JsonObject data(Event event, Audience audience) {
    JsonObjectBuilder fields = JSON.createObjectBuilder();
    try (var reader = JSON.createReader(new StringReader(event.detail()))) {
      reader
          .readObject()
          .forEach(
              (name, value) -> {
                if (isFor(audience, event.kind(), name)) {
                  fields.add(name, name.equals(INSTANT) ? normal(value) : value);
                }
              });
    }
    return fields.add("at", event.at().toString()).build();
  }

  private static boolean isFor(Audience audience, Event.Kind kind, String field) {
    return audience.isAdmin() || kind != Event.Kind.TICK || TICK_FOR_ORGANIZATIONS.contains(field);
  }

  /** As the rest of the API writes instants. */
  private static JsonValue normal(JsonValue value) {
    return JSON.createValue(Instant.parse(((JsonString) value).getString()).toString());
  }
}

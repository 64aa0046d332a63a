package org.castellan.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import org.castellan.audit.AuditEntry;
import org.castellan.audit.Event;
import org.castellan.audit.SealedEvent;

/**
 * An event as CloudEvents 1.0 has it.
 *
 * @param id the same each time that it is told
 */
record CloudEvent(String id, Topic topic, Instant time, JsonObject data) {

  static final String MEDIA_TYPE = "application/cloudevents+json; charset=utf-8";
  private static final JsonProvider JSON = JsonProvider.provider();

  static CloudEvent of(Event event) {
    Topic topic =
        switch (event.kind()) {
          case TICK -> Topic.TICK;
          case NODE -> Topic.NODE;
          case BACKEND_STATUS -> Topic.BACKEND_STATUS;
          case ARTIFACT_STATUS -> Topic.ARTIFACT_STATUS;
        };
    try (var reader = JSON.createReader(new StringReader(event.detail()))) {
      return new CloudEvent("event-" + event.number(), topic, event.at(), reader.readObject());
    }
  }

  /** Its id outlasts a restored database: an audit event has one of its own. */
  static CloudEvent of(SealedEvent sealed) {
    AuditEntry entry = sealed.entry();
    JsonObjectBuilder data =
        JSON.createObjectBuilder()
            .add("number", sealed.number())
            .add("actor", entry.event().actor())
            .add("action", entry.event().action())
            .add("subject", entry.event().subject())
            .add("detail", entry.event().detail())
            .add("node", entry.node());
    entry.event().organizationId().ifPresent(id -> data.add("organizationId", id.toString()));
    entry.address().ifPresent(address -> data.add("address", address));
    return new CloudEvent("audit-" + entry.id(), Topic.AUDIT, entry.at(), data.build());
  }

  /** In structured mode. */
  byte[] body(String source) {
    return JSON.createObjectBuilder()
        .add("specversion", "1.0")
        .add("id", id)
        .add("source", source)
        .add("type", "org.castellan." + topic.word())
        .add("time", time.toString())
        .add("datacontenttype", "application/json")
        .add("data", data)
        .build()
        .toString()
        .getBytes(UTF_8);
  }
}

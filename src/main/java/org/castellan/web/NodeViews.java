package org.castellan.web;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.TreeMap;
import org.castellan.schedule.ClusterWarning;
import org.castellan.schedule.ReplicaNode;
import org.castellan.web.json.JsonFields;

/** How replicas look, and what there is to know of them. */
final class NodeViews {

  private NodeViews() {}

  static JsonObject node(ReplicaNode node) {
    return new JsonFields()
        .add("id", node.id())
        .add("address", node.address())
        .add("version", node.version())
        .add("startedAt", node.startedAt())
        .add("lastSeenAt", node.lastSeenAt())
        .addNumber("clockOffsetMillis", node.clockOffset().map(Duration::toMillis))
        .add("poolers", JsonFields.texts(node.poolers()))
        .add("settings", settings(node))
        .json();
  }

  private static JsonObject settings(ReplicaNode node) {
    var fields = new JsonFields();
    new TreeMap<>(node.settings()).forEach(fields::add);
    return fields.json();
  }

  static JsonObject warning(ClusterWarning warning) {
    return new JsonFields()
        .add("kind", warning.kind())
        .add("detail", warning.detail())
        .add("nodes", JsonFields.texts(warning.replicas()))
        .add("settings", JsonFields.texts(warning.settings()))
        .json();
  }
}

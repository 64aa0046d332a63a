package org.castellan.web;

import jakarta.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.castellan.access.AccessToken;
import org.castellan.access.Issued;
import org.castellan.access.Role;
import org.castellan.audit.AuditEntry;
import org.castellan.backend.CasBackend;
import org.castellan.backend.CasBackend.Failure;
import org.castellan.organization.Organization;
import org.castellan.schedule.ReplicaNode;
import org.castellan.validation.ValidationEntry;
import org.castellan.web.json.JsonFields;

/**
 * How things look in answers. None of them can hold a secret, but for a token that was just made.
 */
final class Views {
  /** What a token can be; the administrator's is no token of an organization. */
  static final Map<String, Role> ROLES =
      new TreeMap<>(Map.of("owner", Role.OWNER, "writer", Role.WRITER, "reader", Role.READER));

  private Views() {}

  static JsonObject organization(Organization organization) {
    return new JsonFields()
        .add("id", organization.id())
        .add("name", organization.name())
        .addNumber("quotaBytes", organization.quotaBytes())
        .add("createdAt", organization.createdAt())
        .json();
  }

  static JsonObject token(AccessToken token) {
    return tokenFields(token).json();
  }

  /** With the secret, which is never seen again. */
  static JsonObject issued(Issued issued) {
    return tokenFields(issued.token()).add("secret", issued.secret()).json();
  }

  static JsonObject backend(CasBackend backend) {
    return new JsonFields()
        .add("name", backend.name())
        .add("provider", backend.provider())
        .add("location", backend.location())
        .add("description", backend.description())
        .add("default", backend.isDefault())
        .add("fallback", backend.isFallback())
        .add("inline", backend.builtIn())
        .add("maxBytes", backend.maxBytes())
        .add("status", backend.status())
        .addText("errorClass", backend.failure().map(Failure::errorClass))
        .addText("error", backend.failure().map(Failure::error))
        .addText("remedy", backend.failure().map(Failure::remedy))
        .addInstant("validatedAt", backend.validatedAt())
        .add("createdAt", backend.createdAt())
        .add("updatedAt", backend.updatedAt())
        .json();
  }

  static JsonObject validation(ValidationEntry entry) {
    return new JsonFields()
        .add("at", entry.at())
        .add("status", entry.status())
        .addText("errorClass", entry.errorClass())
        .addText("error", entry.error())
        .add("latency", entry.latency())
        .add("trigger", entry.trigger())
        .add("node", entry.node())
        .json();
  }

  static JsonObject auditEntry(AuditEntry entry) {
    return new JsonFields()
        .add("id", entry.id())
        .add("at", entry.at())
        .addText("organizationId", entry.event().organizationId().map(Object::toString))
        .add("actor", entry.event().actor())
        .add("action", entry.event().action())
        .add("subject", entry.event().subject())
        .add("detail", entry.event().detail())
        .add("node", entry.node())
        .json();
  }

  static JsonObject node(ReplicaNode node) {
    return new JsonFields()
        .add("id", node.id())
        .add("address", node.address())
        .add("version", node.version())
        .add("startedAt", node.startedAt())
        .add("lastSeenAt", node.lastSeenAt())
        .json();
  }

  private static JsonFields tokenFields(AccessToken token) {
    return new JsonFields()
        .add("id", token.id())
        .add("name", token.name())
        .add("role", token.role().name().toLowerCase(Locale.ROOT))
        .add("createdAt", token.createdAt())
        .addInstant("expiresAt", token.expiresAt())
        .addInstant("lastUsedAt", token.lastUsedAt());
  }
}

package org.castellan.web;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.castellan.access.AccessToken;
import org.castellan.access.Issued;
import org.castellan.access.Role;
import org.castellan.artifact.Damage;
import org.castellan.artifact.ListedArtifact;
import org.castellan.artifact.ListedCopy;
import org.castellan.artifact.PurgeProgress;
import org.castellan.backend.CasBackend;
import org.castellan.backend.CasBackend.Failure;
import org.castellan.backend.ListedBackend;
import org.castellan.credential.RotationProgress;
import org.castellan.organization.Organization;
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
    return organizationFields(organization).json();
  }

  static JsonObject purged(Organization organization, PurgeProgress progress) {
    var purge =
        new JsonFields()
            .add("askedAt", progress.askedAt())
            .add("artifacts", progress.artifacts())
            .add("objects", progress.objects())
            .add("failing", progress.failing())
            .json();
    return organizationFields(organization).add("purge", purge).json();
  }

  static JsonObject token(AccessToken token) {
    return tokenFields(token).json();
  }

  /** With the secret, which is never seen again. */
  static JsonObject issued(Issued issued) {
    return tokenFields(issued.token()).add("secret", issued.secret()).json();
  }

  static JsonObject backend(CasBackend backend) {
    return backendFields(backend).json();
  }

  /** With the organization's name, for lists of everybody's. */
  static JsonObject backend(ListedBackend listed) {
    return backendFields(listed.backend()).add("organization", listed.organization()).json();
  }

  private static JsonFields backendFields(CasBackend backend) {
    return new JsonFields()
        .add("name", backend.name())
        .add("provider", backend.provider())
        .add("location", backend.location())
        .addText("host", Optional.of(backend.host()).filter(host -> !host.isEmpty()))
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
        .add("updatedAt", backend.updatedAt());
  }

  static JsonObject artifact(ListedArtifact artifact) {
    return new JsonFields()
        .add("digest", artifact.digest().toString())
        .add("size", artifact.size())
        .addText("fileName", artifact.fileName())
        .add(
            "backends",
            JsonFields.texts(artifact.copies().stream().map(ListedCopy::backend).toList()))
        .add("copies", JsonFields.array(artifact.copies().stream().map(Views::copy).toList()))
        .add("uploadedAt", artifact.uploadedAt())
        .add("uploadedBy", artifact.uploadedBy())
        .json();
  }

  private static JsonObject copy(ListedCopy copy) {
    return new JsonFields()
        .add("backend", copy.backend())
        .add("status", copy.damage().map(Damage::name).orElse("OK"))
        .addInstant("lastVerifiedAt", copy.verifiedAt())
        .addInstant("damagedAt", copy.damagedAt())
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

  static JsonObject rotation(RotationProgress progress) {
    return new JsonFields()
        .add("keyId", progress.key().id())
        .add("total", progress.total())
        .add("done", progress.done())
        .add("unreadable", progress.unreadable())
        .add("finished", progress.finishedAt().isPresent())
        .addInstant("askedAt", progress.askedAt())
        .addText("askedBy", progress.askedBy())
        .addInstant("finishedAt", progress.finishedAt())
        .json();
  }

  private static JsonFields organizationFields(Organization organization) {
    return new JsonFields()
        .add("id", organization.id())
        .add("name", organization.name())
        .addNumber("quotaBytes", organization.quotaBytes())
        .addText("retention", organization.retention().map(Duration::toString))
        .add("createdAt", organization.createdAt());
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

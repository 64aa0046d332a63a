package org.castellan.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.castellan.credential.CredentialVault;
import org.jdbi.v3.core.Handle;

/** Carries out a change that is allowed, and audits each of its parts that makes a difference. */
record BackendEdit(CredentialVault vault, AuditLog audit, SeatTable seats, BackendTable backends) {

  /** Counts the revision once, and only when something differs. */
  void apply(Handle handle, CasBackend backend, BackendChange change, String actor) {
    boolean seated = seat(handle, backend, change, actor);
    boolean described = describe(handle, backend, change, actor);
    change
        .credentials()
        .ifPresent(credentials -> replaceCredentials(handle, backend, credentials, actor));
    if (seated || described || change.credentials().isPresent()) {
      backends.countRevision(handle, backend.id());
    }
  }

  private boolean seat(Handle handle, CasBackend backend, BackendChange change, String actor) {
    Seats from = seats.read(handle, backend.organizationId());
    Seats to = from.apply(backend.id(), change.isDefault(), change.isFallback());
    seats.move(handle, from, to, backend, actor);
    return !from.equals(to);
  }

  private boolean describe(Handle handle, CasBackend backend, BackendChange change, String actor) {
    String description = change.description().orElse(backend.description());
    long maxBytes = change.maxBytes().orElse(backend.maxBytes());
    List<String> changed = new ArrayList<>();
    if (!description.equals(backend.description())) {
      changed.add("The description was changed.");
    }
    if (maxBytes != backend.maxBytes()) {
      changed.add("maxBytes was %d and is %d.".formatted(backend.maxBytes(), maxBytes));
    }
    if (changed.isEmpty()) {
      return false;
    }
    backends.describe(handle, backend.id(), description, maxBytes);
    record(handle, backend, actor, "BACKEND_CHANGED", String.join(" ", changed));
    return true;
  }

  private void replaceCredentials(
      Handle handle, CasBackend backend, NewCredentials newer, String actor) {
    UUID credentialId = vault.store(handle, newer.credentials().fields());
    backends.replaceCredentials(handle, backend.id(), credentialId, newer.host());
    backend.credentialId().ifPresent(former -> vault.delete(handle, former));
    record(
        handle, backend, actor, "BACKEND_CREDENTIALS_REPLACED", "The credentials were replaced.");
  }

  private void record(
      Handle handle, CasBackend backend, String actor, String action, String detail) {
    Optional<UUID> organization = Optional.of(backend.organizationId());
    audit.record(handle, new AuditEvent(organization, actor, action, backend.name(), detail));
  }
}

package org.castellan.backend;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.castellan.credential.CredentialVault;
import org.castellan.storage.Provider.Violation;
import org.castellan.storage.ProviderCredentials;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Registers, changes and deletes backends. Changes of one organization's backends happen one after
 * the other, on whichever replicas they are asked for. Thread-safe.
 *
 * <p>The methods that take a handle run in the caller's transaction and lock the organization
 * before any backend: call them before locking a backend's row there. Unless they succeed they have
 * changed nothing, so that the caller may commit either way.
 */
public final class BackendRegistry {

  private final Jdbi jdbi;
  private final CredentialVault vault;
  private final AuditLog audit;
  private final SeatTable seats;
  private final BackendTable backends = new BackendTable();
  private final BackendEdit edit;

  public BackendRegistry(Jdbi jdbi, CredentialVault vault, AuditLog audit) {
    this.jdbi = jdbi;
    this.vault = vault;
    this.audit = audit;
    this.seats = new SeatTable(audit);
    this.edit = new BackendEdit(vault, audit, seats, backends);
  }

  /** Stores a backend that was just probed: it is {@code OK}, validated now. */
  public InsertResult insert(
      Handle handle, NewBackend backend, ProviderCredentials credentials, String actor) {
    List<Violation> violations = backend.violations();
    if (!violations.isEmpty()) {
      return new InsertResult.Refused(violations);
    }
    if (!seats.lock(handle, backend.organizationId())) {
      return new InsertResult.OrganizationMissing();
    }
    if (backends.nameTaken(handle, backend)) {
      return new InsertResult.NameTaken();
    }
    UUID id = UUID.randomUUID();
    backends.insert(handle, id, backend, vault.store(handle, credentials.fields()));
    CasBackend inserted = backends.findLive(handle, id).orElseThrow();
    record(handle, inserted, actor, "BACKEND_CREATED", created(backend));
    seat(handle, inserted, backend, actor);
    return new InsertResult.Inserted(backends.findLive(handle, id).orElseThrow());
  }

  /**
   * Changes a live backend. New credentials were just probed: with them it is {@code OK}, validated
   * now.
   *
   * @param expectedRevision what the caller believes to change; empty for whatever is there
   */
  public ChangeResult change(
      Handle handle, UUID id, OptionalLong expectedRevision, BackendChange change, String actor) {
    Optional<CasBackend> found = lockWithOrganization(handle, id);
    if (found.isEmpty()) {
      return new ChangeResult.Missing();
    }
    CasBackend backend = found.get();
    if (expectedRevision.orElse(backend.revision()) != backend.revision()) {
      return new ChangeResult.RevisionMismatch(backend);
    }
    List<Violation> violations = change.violations(backend);
    if (!violations.isEmpty()) {
      return new ChangeResult.Refused(violations);
    }
    edit.apply(handle, backend, change, actor);
    return new ChangeResult.Changed(backends.findLive(handle, id).orElseThrow());
  }

  /** As above, in a transaction of its own. */
  public ChangeResult change(
      UUID id, OptionalLong expectedRevision, BackendChange change, String actor) {
    return jdbi.inTransaction(handle -> change(handle, id, expectedRevision, change, actor));
  }

  /**
   * Takes a backend out of use. What it holds stays readable, and so its row and its credentials
   * stay. The default leaves its seat to the fallback, else to the built-in backend.
   */
  public DeleteResult delete(UUID id, String actor) {
    return jdbi.inTransaction(
        handle ->
            lockWithOrganization(handle, id)
                .map(backend -> delete(handle, backend, actor))
                .orElse(DeleteResult.MISSING));
  }

  private DeleteResult delete(Handle handle, CasBackend backend, String actor) {
    if (backend.builtIn()) {
      return DeleteResult.BUILT_IN_REFUSED;
    }
    Seats from = seats.read(handle, backend.organizationId());
    Seats to = from.leaveDefault(backend.id()).leaveFallback(backend.id());
    record(handle, backend, actor, "BACKEND_DELETED", "The backend takes no more uploads.");
    seats.move(handle, from, to, backend, actor);
    backends.delete(handle, backend.id());
    return DeleteResult.DELETED;
  }

  private Optional<CasBackend> lockWithOrganization(Handle handle, UUID id) {
    return backends
        .findLive(handle, id)
        .filter(unlocked -> seats.lock(handle, unlocked.organizationId()))
        .flatMap(unlocked -> backends.findLive(handle, id));
  }

  private void seat(Handle handle, CasBackend inserted, NewBackend backend, String actor) {
    Seats from = seats.read(handle, inserted.organizationId());
    Optional<Boolean> isDefault = Optional.of(backend.isDefault());
    Seats to = from.apply(inserted.id(), isDefault, Optional.of(backend.isFallback()));
    seats.move(handle, from, to, inserted, actor);
  }

  private void record(
      Handle handle, CasBackend backend, String actor, String action, String detail) {
    Optional<UUID> organization = Optional.of(backend.organizationId());
    audit.record(handle, new AuditEvent(organization, actor, action, backend.name(), detail));
  }

  private static String created(NewBackend backend) {
    return "The backend at %s with the provider %s was created."
        .formatted(backend.location(), backend.provider());
  }
}

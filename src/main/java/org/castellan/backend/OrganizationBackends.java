package org.castellan.backend;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.castellan.credential.CredentialVault;
import org.castellan.organization.Organization;
import org.castellan.organization.OrganizationListener;
import org.castellan.storage.BuiltIn;
import org.castellan.storage.Providers;
import org.jdbi.v3.core.Handle;

/**
 * Gives a new organization its built-in backend, and takes all backends and their credentials away
 * with a deleted one. Thread-safe.
 */
public final class OrganizationBackends implements OrganizationListener {

  private static final String DELETE =
      """
      with gone as (
        delete from cas_backend where organization_id = :organization returning credential_id)
      select credential_id from gone where credential_id is not null
      """;

  private final BackendTable backends = new BackendTable();
  private final CredentialVault vault;
  private final AuditLog audit;
  private final Providers providers;

  public OrganizationBackends(CredentialVault vault, AuditLog audit, Providers providers) {
    this.vault = vault;
    this.audit = audit;
    this.providers = providers;
  }

  @Override
  public void created(Handle handle, Organization organization, String actor) {
    providers.builtIn().ifPresent(it -> give(handle, organization, it, actor));
  }

  private void give(Handle handle, Organization organization, BuiltIn backend, String actor) {
    backends.insertBuiltIn(handle, organization.id(), backend);
    audit.record(
        handle,
        new AuditEvent(
            Optional.of(organization.id()),
            actor,
            "BACKEND_CREATED",
            backend.name(),
            "The built-in backend was created and is the default."));
  }

  @Override
  public void deleting(Handle handle, Organization organization) {
    List<UUID> credentials =
        handle.createQuery(DELETE).bind("organization", organization.id()).mapTo(UUID.class).list();
    credentials.forEach(credential -> vault.delete(handle, credential));
  }
}

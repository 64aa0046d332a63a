package org.castellan.backend;

import java.util.Optional;
import java.util.UUID;
import org.castellan.storage.BuiltIn;
import org.jdbi.v3.core.Handle;

/** The statements that write a backend's own row; its seats are {@link SeatTable}'s. */
final class BackendTable {

  private static final String INSERT =
      """
      insert into cas_backend (id, organization_id, name, provider, location, host, description,
        max_bytes, credential_id, status, validated_at)
      values (:id, :organization, :name, :provider, :location, :host, :description,
        :maxBytes, :credential, 'OK', now())
      """;

  private static final String INSERT_BUILT_IN =
      """
      insert into cas_backend (id, organization_id, name, provider, location, host, is_default,
        built_in, max_bytes, status, validated_at)
      values (:id, :organization, :name, :provider, '', '', true, true, :maxBytes, 'OK', now())
      """;

  // The new credentials were just probed. A probe with the former ones that still runs records
  // nothing, because the credentials' id is another now.
  private static final String REPLACE_CREDENTIALS =
      """
      update cas_backend
      set credential_id = :credential, host = :host, status = 'OK', validated_at = now(),
        error_class = null, error = null, remedy = null, claim_expires_at = null,
        suspected_by = null, suspected_at = null
      where id = :id
      """;

  private static final String DESCRIBE =
      "update cas_backend set description = :description, max_bytes = :maxBytes where id = :id";

  private static final String COUNT_REVISION =
      "update cas_backend set revision = revision + 1, updated_at = now() where id = :id";

  private static final String DELETE =
      """
      update cas_backend set deleted_at = now(), revision = revision + 1, updated_at = now()
      where id = :id
      """;

  private static final String FIND_LIVE =
      "select " + BackendRow.COLUMNS + " from cas_backend where id = :id and deleted_at is null";

  Optional<CasBackend> findLive(Handle handle, UUID id) {
    return handle.createQuery(FIND_LIVE).bind("id", id).map(BackendRow.MAPPER).findOne();
  }

  boolean nameTaken(Handle handle, NewBackend backend) {
    return handle
        .createQuery(
            """
            select exists (select from cas_backend
              where organization_id = :organization and name = :name and deleted_at is null)
            """)
        .bind("organization", backend.organizationId())
        .bind("name", backend.name())
        .mapTo(boolean.class)
        .one();
  }

  void insert(Handle handle, UUID id, NewBackend backend, UUID credentialId) {
    handle
        .createUpdate(INSERT)
        .bind("id", id)
        .bind("organization", backend.organizationId())
        .bind("name", backend.name())
        .bind("provider", backend.provider())
        .bind("location", backend.location())
        .bind("host", backend.host())
        .bind("description", backend.description())
        .bind("maxBytes", backend.maxBytes())
        .bind("credential", credentialId)
        .execute();
  }

  void insertBuiltIn(Handle handle, UUID organizationId, BuiltIn backend) {
    handle
        .createUpdate(INSERT_BUILT_IN)
        .bind("id", UUID.randomUUID())
        .bind("organization", organizationId)
        .bind("name", backend.name())
        .bind("provider", backend.provider())
        .bind("maxBytes", backend.maxBytes())
        .execute();
  }

  void describe(Handle handle, UUID id, String description, long maxBytes) {
    handle
        .createUpdate(DESCRIBE)
        .bind("id", id)
        .bind("description", description)
        .bind("maxBytes", maxBytes)
        .execute();
  }

  void replaceCredentials(Handle handle, UUID id, UUID credentialId, String host) {
    handle
        .createUpdate(REPLACE_CREDENTIALS)
        .bind("id", id)
        .bind("credential", credentialId)
        .bind("host", host)
        .execute();
  }

  void countRevision(Handle handle, UUID id) {
    handle.createUpdate(COUNT_REVISION).bind("id", id).execute();
  }

  void delete(Handle handle, UUID id) {
    handle.createUpdate(DELETE).bind("id", id).execute();
  }
}

package org.castellan.backend;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.castellan.credential.CredentialVault;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.StorageException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Looks backends up. Thread-safe; holds a connection only while a query runs. */
public final class Backends {

  private static final String SELECT = "select " + BackendRow.COLUMNS + " from cas_backend ";

  private static final String IN_DEFAULTS =
      """
      select id, organization_id, name, provider, host, status, validated_at from cas_backend b
      where (is_default or is_fallback) and not built_in
        and (validated_at is null or validated_at < :since)
        and %s
      order by validated_at nulls first, id
      """
          .formatted(Portion.SQL);

  private static final String IN_ALL =
      """
      select id, organization_id, name, provider, host, status, validated_at from cas_backend b
      where not built_in
        and (validated_at is null or validated_at < :since)
        and (deleted_at is null or exists (select from artifact a where a.backend_id = b.id))
        and %s
      order by validated_at nulls first, id
      """
          .formatted(Portion.SQL);

  private static final String HEALTHY =
      """
      select id, organization_id, name, provider, host, status, validated_at from cas_backend b
      where not built_in and status = 'OK'
        and (deleted_at is null or exists (select from artifact a where a.backend_id = b.id))
        and %s
      order by id
      """
          .formatted(Portion.SQL);

  private final Jdbi jdbi;
  private final BackendCredentials credentials;

  public Backends(Jdbi jdbi, CredentialVault vault) {
    this.jdbi = jdbi;
    this.credentials = new BackendCredentials(vault);
  }

  /** The backend, deleted ones too. */
  public Optional<CasBackend> find(UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + "where id = :id")
                .bind("id", id)
                .map(BackendRow.MAPPER)
                .findOne());
  }

  /** The organization's live backend of that name. */
  public Optional<CasBackend> find(UUID organizationId, String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + """
                        where organization_id = :organization and name = :name
                          and deleted_at is null
                        """)
                .bind("organization", organizationId)
                .bind("name", name)
                .map(BackendRow.MAPPER)
                .findOne());
  }

  /**
   * The backends of a scope, or of a part of it, that were not validated at or after an instant,
   * longest ago first and those never validated before all. All of them at once: a few hundred
   * bytes each.
   */
  public List<ScopedBackend> inScope(Scope scope, Portion portion, Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(scope == Scope.DEFAULTS ? IN_DEFAULTS : IN_ALL)
                .bind("since", since)
                .bindMethods("portion", portion)
                .map(ConstructorMapper.of(ScopedBackend.class))
                .list());
  }

  /** All backends of a part that are probed and were found {@code OK}, whenever that was. */
  public List<ScopedBackend> healthy(Portion portion) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(HEALTHY)
                .bindMethods("portion", portion)
                .map(ConstructorMapper.of(ScopedBackend.class))
                .list());
  }

  /**
   * The backend's credentials in the clear; none for the built-in one. When they were replaced
   * after the backend was read, the newer ones.
   *
   * @throws StorageException with {@link ErrorClass#CREDENTIALS_UNREADABLE}
   */
  public ProviderCredentials credentialsOf(CasBackend backend) {
    return credentials.of(backend, () -> find(backend.id()));
  }
}

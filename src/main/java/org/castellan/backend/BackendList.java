package org.castellan.backend;

import java.util.Optional;
import org.castellan.audit.Page;
import org.castellan.audit.PageKey;
import org.jdbi.v3.core.Jdbi;

/** Lists live backends. Thread-safe. */
public final class BackendList {

  private static final String LIST =
      "select "
          + BackendRow.COLUMNS
          + """
          , (select o.name from organization o where o.id = organization_id) as organization
            from cas_backend
           where deleted_at is null and (created_at, id) < (:at, :id)
             and (cast(:organization as uuid) is null or organization_id = :organization)
             and (cast(:provider as text) is null or provider = :provider)
             and (cast(:status as text) is null or status = :status)
             and (not :seated or is_default or is_fallback)
             and (cast(:text as text) is null
               or strpos(name, lower(:text)) > 0
               or strpos(lower(location), lower(:text)) > 0
               or exists (select from organization o
                           where o.id = organization_id and strpos(o.name, lower(:text)) > 0))
           order by created_at desc, id desc
           limit :rows
          """;

  private final Jdbi jdbi;

  public BackendList(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Backends, newest first.
   *
   * @param limit at least 1
   */
  public Page<ListedBackend> list(BackendFilter filter, Optional<PageKey> after, int limit) {
    return jdbi.withHandle(
        handle ->
            Page.read(
                handle
                    .createQuery(LIST)
                    .bind("organization", filter.organizationId())
                    .bind("provider", filter.provider())
                    .bind("status", filter.status().map(BackendStatus::name))
                    .bind("seated", filter.seated())
                    .bind("text", filter.text()),
                after,
                limit,
                (row, context) ->
                    new ListedBackend(
                        BackendRow.MAPPER.map(row, context), row.getString("organization")),
                listed -> listed.backend().key()));
  }
}

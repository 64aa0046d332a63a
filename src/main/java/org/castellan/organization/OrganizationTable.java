package org.castellan.organization;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.Page;
import org.castellan.audit.PageKey;
import org.jdbi.v3.core.Handle;

/** The statements on organizations' own rows. */
final class OrganizationTable {

  private static final String SELECT = "select " + OrganizationRow.COLUMNS + "from organization ";

  private static final String INSERT =
      """
      insert into organization (id, name, quota_bytes, retention_ms)
      values (:id, :name, :quota, :retention)
      on conflict (name) do nothing
      returning
      """
          + OrganizationRow.COLUMNS;

  private static final String LIST =
      SELECT
          + """
      where (created_at, id) < (:at, :id)
      order by created_at desc, id desc
      limit :rows
      """;

  private static final String CHANGE =
      """
      update organization set quota_bytes = :quota, retention_ms = :retention where id = :id
      returning
      """
          + OrganizationRow.COLUMNS;

  /** Empty when the name is taken. */
  Optional<Organization> insert(Handle handle, String name, Allowance allowance) {
    return handle
        .createQuery(INSERT)
        .bind("id", UUID.randomUUID())
        .bind("name", name)
        .bind("quota", allowance.quotaBytes())
        .bind("retention", allowance.retention().map(Duration::toMillis))
        .map(OrganizationRow.MAPPER)
        .findOne();
  }

  Optional<Organization> find(Handle handle, String name) {
    return find(handle, SELECT + "where name = :key", name);
  }

  Optional<Organization> lock(Handle handle, UUID id) {
    return find(handle, SELECT + "where id = :key for update", id);
  }

  Page<Organization> list(Handle handle, Optional<PageKey> after, int limit) {
    return Page.read(
        handle.createQuery(LIST),
        after,
        limit,
        OrganizationRow.MAPPER,
        row -> new PageKey(row.createdAt(), row.id()));
  }

  Optional<Organization> change(Handle handle, UUID id, Allowance allowance) {
    return handle
        .createQuery(CHANGE)
        .bind("id", id)
        .bind("quota", allowance.quotaBytes())
        .bind("retention", allowance.retention().map(Duration::toMillis))
        .map(OrganizationRow.MAPPER)
        .findOne();
  }

  void delete(Handle handle, UUID id) {
    handle.createUpdate("delete from organization where id = :id").bind("id", id).execute();
  }

  private static Optional<Organization> find(Handle handle, String query, Object key) {
    return handle.createQuery(query).bind("key", key).map(OrganizationRow.MAPPER).findOne();
  }
}

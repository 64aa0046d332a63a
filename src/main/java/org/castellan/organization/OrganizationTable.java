package org.castellan.organization;

import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.Page;
import org.castellan.audit.PageKey;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** The statements on organizations' own rows. */
final class OrganizationTable {

  private static final String COLUMNS = "id, name, quota_bytes, created_at ";

  private static final String SELECT = "select " + COLUMNS + "from organization ";

  private static final String INSERT =
      """
      insert into organization (id, name, quota_bytes) values (:id, :name, :quota)
      on conflict (name) do nothing
      returning
      """
          + COLUMNS;

  private static final String LIST =
      SELECT
          + """
      where (created_at, id) < (:at, :id)
      order by created_at desc, id desc
      limit :rows
      """;

  private static final String CHANGE_QUOTA =
      "update organization set quota_bytes = :quota where id = :id returning " + COLUMNS;

  private static final RowMapper<Organization> ROW = ConstructorMapper.of(Organization.class);

  /** Empty when the name is taken. */
  Optional<Organization> insert(Handle handle, String name, Optional<Long> quotaBytes) {
    return handle
        .createQuery(INSERT)
        .bind("id", UUID.randomUUID())
        .bind("name", name)
        .bind("quota", quotaBytes)
        .map(ROW)
        .findOne();
  }

  Optional<Organization> find(Handle handle, String name) {
    return find(handle, SELECT + "where name = :key", name);
  }

  Optional<Organization> find(Handle handle, UUID id) {
    return find(handle, SELECT + "where id = :key", id);
  }

  Optional<Organization> lock(Handle handle, UUID id) {
    return find(handle, SELECT + "where id = :key for update", id);
  }

  Page<Organization> list(Handle handle, Optional<PageKey> after, int limit) {
    return Page.read(
        handle.createQuery(LIST), after, limit, ROW, row -> new PageKey(row.createdAt(), row.id()));
  }

  Optional<Organization> changeQuota(Handle handle, UUID id, Optional<Long> quotaBytes) {
    return handle
        .createQuery(CHANGE_QUOTA)
        .bind("id", id)
        .bind("quota", quotaBytes)
        .map(ROW)
        .findOne();
  }

  void delete(Handle handle, UUID id) {
    handle.createUpdate("delete from organization where id = :id").bind("id", id).execute();
  }

  private static Optional<Organization> find(Handle handle, String query, Object key) {
    return handle.createQuery(query).bind("key", key).map(ROW).findOne();
  }
}

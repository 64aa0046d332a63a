package org.castellan.artifact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.castellan.backend.BackendRow;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The copies of an artifact on record and the backends that hold them, in one query. */
final class Copies {

  private static final String FIND =
      "select "
          + BackendRow.COLUMNS
          + """
      , digest, size, file_name, stored_at, verified_version, verified_lately, damage
        from (
          select backend_id, digest, size, file_name, created_at as stored_at, verified_version,
                 coalesce(verified_at > now() - interval '1 hour', false) as verified_lately,
                 damage
            from artifact
           where organization_id = :organization and digest = :digest) as copy
        join cas_backend on id = backend_id
       order by damage is null desc, status = 'OK' and deleted_at is null desc,
         status = 'OK' desc, stored_at
      """;

  private Copies() {}

  /** Sound ones first, and of those the ones on healthy backends. */
  static List<LocatedCopy> find(Jdbi jdbi, UUID organizationId, Digest digest) {
    return jdbi.withHandle(handle -> find(handle, organizationId, digest));
  }

  static List<LocatedCopy> find(Handle handle, UUID organizationId, Digest digest) {
    return handle
        .createQuery(FIND)
        .bind("organization", organizationId)
        .bind("digest", digest.hex())
        .map(Copies::copy)
        .list();
  }

  private static LocatedCopy copy(ResultSet row, StatementContext context) throws SQLException {
    return new LocatedCopy(
        Records.artifact(row, "id", "stored_at"),
        BackendRow.MAPPER.map(row, context),
        row.getBoolean("verified_lately"));
  }
}

package org.castellan.backend;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.castellan.backend.CasBackend.Failure;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads a backend from a row with its {@link #COLUMNS}. */
public final class BackendRow implements RowMapper<CasBackend> {

  /**
   * For {@code select} and {@code returning}. Never {@code *}: a plan that PostgreSQL keeps for it
   * fails when a newer version adds a column during an upgrade.
   */
  public static final String COLUMNS =
      """
      id, organization_id, name, provider, location, host, description, is_default, is_fallback,
        built_in, max_bytes, credential_id, status, error_class, error, remedy, validated_at,
        revision, created_at, updated_at, deleted_at
      """;

  public static final BackendRow MAPPER = new BackendRow();

  private BackendRow() {}

  @Override
  public CasBackend map(ResultSet row, StatementContext context) throws SQLException {
    return new CasBackend(
        row.getObject("id", UUID.class),
        row.getObject("organization_id", UUID.class),
        row.getString("name"),
        row.getString("provider"),
        row.getString("location"),
        row.getString("host"),
        row.getString("description"),
        row.getBoolean("is_default"),
        row.getBoolean("is_fallback"),
        row.getBoolean("built_in"),
        row.getLong("max_bytes"),
        Optional.ofNullable(row.getObject("credential_id", UUID.class)),
        BackendStatus.valueOf(row.getString("status")),
        failure(row),
        instant(row.getTimestamp("validated_at")),
        row.getLong("revision"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("updated_at").toInstant(),
        instant(row.getTimestamp("deleted_at")));
  }

  private static Optional<Failure> failure(ResultSet row) throws SQLException {
    String errorClass = row.getString("error_class");
    return errorClass == null
        ? Optional.empty()
        : Optional.of(new Failure(errorClass, row.getString("error"), row.getString("remedy")));
  }

  private static Optional<Instant> instant(@Nullable Timestamp timestamp) {
    return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
  }
}

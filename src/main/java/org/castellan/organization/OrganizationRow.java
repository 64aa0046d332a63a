package org.castellan.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads an organization from a row with its {@link #COLUMNS}. */
public final class OrganizationRow implements RowMapper<Organization> {

  /** For {@code select} and {@code returning}. */
  public static final String COLUMNS = "id, name, quota_bytes, retention_ms, created_at ";

  public static final OrganizationRow MAPPER = new OrganizationRow();

  private OrganizationRow() {}

  @Override
  public Organization map(ResultSet row, StatementContext context) throws SQLException {
    return new Organization(
        row.getObject("id", UUID.class),
        row.getString("name"),
        Optional.ofNullable(row.getObject("quota_bytes", Long.class)),
        Optional.ofNullable(row.getObject("retention_ms", Long.class)).map(Duration::ofMillis),
        row.getTimestamp("created_at").toInstant());
  }
}

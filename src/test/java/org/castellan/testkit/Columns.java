package org.castellan.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Every column of every table that is not PostgreSQL's own. */
public record Columns(Jdbi jdbi) {

  /** Tables with their columns. */
  public SortedMap<String, List<String>> all() {
    SortedMap<String, List<String>> all = new TreeMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select c.table_schema || '.' || c.table_name as name,
                           array_to_string(array_agg(c.column_name::text
                             order by c.column_name), ',') as columns
                      from information_schema.columns c
                      join information_schema.tables t using (table_schema, table_name)
                     where t.table_type = 'BASE TABLE'
                       and c.table_schema not in ('pg_catalog', 'information_schema')
                     group by c.table_schema, c.table_name
                    """)
                .map(
                    (row, context) ->
                        Map.entry(
                            row.getString("name"),
                            List.of(row.getString("columns").split(",", -1))))
                .forEach(table -> all.put(table.getKey(), table.getValue())));
    return all;
  }

  /** All that a column holds: bytes as they are, everything else as PostgreSQL prints it. */
  public List<byte[]> contents(String table, String column) {
    return jdbi.withHandle(handle -> contents(handle, table, column));
  }

  private static List<byte[]> contents(Handle handle, String table, String column) {
    return handle
        .createQuery("select <column> from <table> where <column> is not null")
        .define("table", table)
        .define("column", "\"" + column + "\"")
        .map(Columns::content)
        .list();
  }

  private static byte[] content(ResultSet row, StatementContext context) throws SQLException {
    return row.getObject(1) instanceof byte[] bytes ? bytes : row.getString(1).getBytes(UTF_8);
  }
}

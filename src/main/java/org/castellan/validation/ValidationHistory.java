package org.castellan.validation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.Page;
import org.castellan.audit.PageKey;
import org.castellan.backend.BackendStatus;
import org.castellan.schedule.Tick;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The validations of a backend, as they were recorded. Thread-safe. */
public final class ValidationHistory {

  private static final String LIST =
      """
      select id, at, status, error_class, error, latency_ms, retries, trigger, node
        from validation
       where backend_id = :backend and (at, id) < (:at, :id)
       order by at desc, id desc
       limit :rows
      """;

  private static final String OF_TICK =
      """
      select count(*) as done, count(error_class) as failed from validation
       where tick_scope = :scope and tick_instant = :instant
      """;

  private final Jdbi jdbi;

  public ValidationHistory(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Newest first.
   *
   * @param limit at least 1
   */
  public Page<ValidationEntry> list(UUID backendId, Optional<PageKey> after, int limit) {
    return jdbi.withHandle(
        handle ->
            Page.read(
                handle.createQuery(LIST).bind("backend", backendId),
                after,
                limit,
                ValidationHistory::entry,
                ValidationEntry::key));
  }

  /** What all runs of the tick have recorded, to the last moment of a replica that died. */
  Recorded of(Tick tick) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(OF_TICK)
                .bind("scope", tick.scope())
                .bind("instant", tick.instant())
                .map((row, context) -> new Recorded(row.getInt("done"), row.getInt("failed")))
                .one());
  }

  /**
   * How many validations of a tick were recorded.
   *
   * @param failed those among the {@code done} that found something broken
   */
  record Recorded(int done, int failed) {}

  private static ValidationEntry entry(ResultSet row, StatementContext context)
      throws SQLException {
    return new ValidationEntry(
        row.getObject("id", UUID.class),
        row.getTimestamp("at").toInstant(),
        BackendStatus.valueOf(row.getString("status")),
        Optional.ofNullable(row.getString("error_class")),
        Optional.ofNullable(row.getString("error")),
        Duration.ofMillis(row.getLong("latency_ms")),
        row.getInt("retries"),
        Trigger.valueOf(row.getString("trigger")),
        row.getString("node"));
  }
}

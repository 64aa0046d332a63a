package org.castellan.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/**
 * How far the endpoint is, on record for all replicas, and which of them tells it. Whoever freezes
 * while it does is replaced, and what it writes afterwards changes nothing. Holds no connection
 * between calls. Thread-safe.
 */
final class Progress {

  /** Much longer than telling one event may take: each one that is taken renews it. */
  private static final Duration CLAIM = Endpoint.LONGEST.multipliedBy(3);

  private static final String BEGIN =
      """
      insert into webhook (event_number, audit_number) values (:event, :audit)
      on conflict (only_one) do nothing
      """;

  private static final String DUE =
      """
      select claim, event_number, audit_number, failures from webhook
       where due_at <= clock_timestamp() and coalesce(claimed_until <= clock_timestamp(), true)
      """;

  private static final String TAKE =
      """
      update webhook set claim = claim + 1, claimed_by = :node,
             claimed_until = clock_timestamp() + :millis * interval '1 millisecond'
       where due_at <= clock_timestamp() and coalesce(claimed_until <= clock_timestamp(), true)
      returning claim, event_number, audit_number, failures
      """;

  private static final String TAKEN =
      """
      update webhook set event_number = :event, audit_number = :audit,
             failures = 0, failing_since = null, error = null,
             claimed_until = clock_timestamp() + :millis * interval '1 millisecond'
       where claim = :claim
      """;

  private static final String FAILED =
      """
      update webhook set failures = failures + 1, error = :error,
             failing_since = coalesce(failing_since, clock_timestamp()),
             due_at = clock_timestamp() + :millis * interval '1 millisecond',
             claimed_until = null
       where claim = :claim
      """;

  private static final String LEAVE =
      "update webhook set claimed_until = null where claim = :claim";

  private final Jdbi jdbi;
  private final String node;

  Progress(Jdbi jdbi, String node) {
    this.jdbi = jdbi;
    this.node = node;
  }

  /** What comes after this position is told; does nothing where a position is on record. */
  void begin(Position now) {
    jdbi.useHandle(handle -> position(handle.createUpdate(BEGIN), now).execute());
  }

  /** Where somebody could go on now: one light query. */
  Optional<Position> due() {
    return jdbi.withHandle(
        handle -> handle.createQuery(DUE).map(Progress::turn).findOne().map(Turn::position));
  }

  /** Empty when another replica was faster, or the endpoint is to be left alone. */
  Optional<Turn> take() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(TAKE)
                .bind("node", node)
                .bind("millis", CLAIM.toMillis())
                .map(Progress::turn)
                .findOne());
  }

  /** The endpoint is now here. False when another replica has taken the turn. */
  boolean taken(Turn turn, Position position) {
    return write(
        turn, TAKEN, update -> position(update, position).bind("millis", CLAIM.toMillis()));
  }

  /** The endpoint did not take what comes next, and is left alone for a while. */
  void failed(Turn turn, String error, Duration pause) {
    write(turn, FAILED, update -> update.bind("error", error).bind("millis", pause.toMillis()));
  }

  /** Lets others have the turn. */
  void leave(Turn turn) {
    write(turn, LEAVE, update -> update);
  }

  private boolean write(Turn turn, String statement, UnaryOperator<Update> values) {
    return jdbi.withHandle(
        handle ->
            values.apply(handle.createUpdate(statement)).bind("claim", turn.claim()).execute() > 0);
  }

  private static Update position(Update update, Position position) {
    return update.bind("event", position.event()).bind("audit", position.audit());
  }

  private static Turn turn(ResultSet row, StatementContext context) throws SQLException {
    return new Turn(
        row.getLong("claim"),
        new Position(row.getLong("event_number"), row.getLong("audit_number")),
        row.getInt("failures"));
  }
}

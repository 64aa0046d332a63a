package org.castellan.validation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.castellan.backend.BackendRow;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Takes and gives back claims, each in one statement, so that whatever triggers meet on whatever
 * replicas, one of them validates. Thread-safe.
 */
final class Claims {

  private static final String TAKE =
      """
      %s
      update cas_backend
         set claim = nextval('validation_claim'), claimed_by = :node,
             claim_expires_at = clock_timestamp() + :claimTime * interval '1 millisecond',
             (claim_scope, claim_epoch) = row(%s)
       where id = :id and not built_in and exists (select 1 from run)
         and (claim_expires_at is null or claim_expires_at < clock_timestamp() or %s)
         and %s
      returning claim,
      """
          + BackendRow.COLUMNS;

  private static final String WHY_NOT =
      """
      %s
      select exists (select 1 from run) as running, %s as due,
             coalesce(extract(epoch from claim_expires_at - clock_timestamp()) * 1000, 0) as busy
        from cas_backend
       where id = :id and not built_in
      """;

  private static final String RELEASE =
      """
      update cas_backend set claim_expires_at = null, claimed_by = null
       where id = :id and claim = :number
      """;

  /** How an attempt to take a claim ended. */
  sealed interface Result {

    record Taken(Claim claim) implements Result {}

    /** Somebody is validating it and will be done, or expire, within this time. */
    record Busy(Duration expiresIn) implements Result {}

    /** It has been validated in the meantime. */
    record NotDue() implements Result {}

    /** There is no such backend, or it is built in and never validated. */
    record Gone() implements Result {}

    /** The run has been taken over or closed: it may not begin anything more. */
    record RunOver() implements Result {}
  }

  private final Jdbi jdbi;
  private final String node;
  private final Duration claimTime;

  Claims(Jdbi jdbi, String node, ValidationSettings settings) {
    this.jdbi = jdbi;
    this.node = node;
    this.claimTime = settings.claimTime();
  }

  /** Takes the claim if nobody has it and the backend is due. */
  Result take(UUID backendId, Trigger trigger, Due due) {
    return jdbi.withHandle(
        handle ->
            taken(handle, backendId, trigger, due)
                .<Result>map(Result.Taken::new)
                .orElseGet(() -> whyNot(handle, backendId, due)));
  }

  /** Gives it back with nothing found, so that the next one need not wait for its expiry. */
  void release(Claim claim) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(RELEASE)
                .bind("id", claim.backend().id())
                .bind("number", claim.number())
                .execute());
  }

  /**
   * Whether nobody has claimed the backend since; from here to the transaction's end nobody can.
   */
  boolean stands(Handle handle, Claim claim) {
    return handle
        .createQuery("select claim = :number from cas_backend where id = :id for update")
        .bind("id", claim.backend().id())
        .bind("number", claim.number())
        .mapTo(boolean.class)
        .findOne()
        .orElse(false);
  }

  private Optional<Claim> taken(Handle handle, UUID backendId, Trigger trigger, Due due) {
    var query =
        handle
            .createQuery(
                TAKE.formatted(due.with(), due.claimant(), due.holderIsOver(), due.condition()))
            .bind("id", backendId)
            .bind("node", node)
            .bind("claimTime", claimTime.toMillis());
    due.bind(query);
    return query.map((row, context) -> claim(row, context, trigger, due)).findOne();
  }

  private static Claim claim(ResultSet row, StatementContext context, Trigger trigger, Due due)
      throws SQLException {
    return new Claim(row.getLong("claim"), BackendRow.MAPPER.map(row, context), trigger, due);
  }

  private static Result whyNot(Handle handle, UUID backendId, Due due) {
    var query =
        handle.createQuery(WHY_NOT.formatted(due.with(), due.condition())).bind("id", backendId);
    due.bind(query);
    return query.map((row, context) -> whyNot(row)).findOne().orElseGet(Result.Gone::new);
  }

  private static Result whyNot(ResultSet row) throws SQLException {
    if (!row.getBoolean("running")) {
      return new Result.RunOver();
    }
    if (!row.getBoolean("due")) {
      return new Result.NotDue();
    }
    // Zero when it was given back between the two statements: the next look will tell.
    return new Result.Busy(Duration.ofMillis(Math.max(0, row.getLong("busy"))));
  }
}

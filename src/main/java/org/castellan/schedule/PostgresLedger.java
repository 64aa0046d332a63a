package org.castellan.schedule;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/** The ledger in PostgreSQL, on the database's clock. Thread-safe. */
public final class PostgresLedger implements Ledger {

  private static final String COUNTS =
      "done = :counts.done, failed = :counts.failed, skipped = :counts.skipped,"
          + " remaining = :counts.remaining";

  private final Sql sql;

  public PostgresLedger(Jdbi jdbi) {
    this.sql = new Sql(jdbi);
  }

  @Override
  public Optional<CheckerSettings> configure(CheckerSettings settings) {
    return sql.transact(
        "configure checker " + settings.scope(),
        handle -> new Configuring(handle, settings).configure());
  }

  @Override
  public List<Outlook> shards(String scope, String node) {
    var shards = sql.ask("look at checker " + scope, handle -> Looks.shards(handle, scope, node));
    if (shards.isEmpty()) {
      throw new ScheduleException("checker " + scope + " is not configured");
    }
    return shards;
  }

  @Override
  public List<Outlook> orphans(String scope, String node) {
    return sql.ask(
        "look for what is left of checker " + scope, handle -> Looks.orphans(handle, scope, node));
  }

  @Override
  public Optional<Turn> take(Outlook outlook, String node, int sessionPid) {
    return sql.transact(
        "take a tick of checker " + outlook.scope(),
        handle -> new Taking(handle, outlook, node, sessionPid).take());
  }

  @Override
  public boolean progress(Fence fence, Counts counts) {
    return fenced(fence, counts, "", update -> update);
  }

  @Override
  public boolean finish(Fence fence, TickState state, Counts counts, Optional<String> reason) {
    if (!state.finished()) {
      throw new IllegalArgumentException(state + " does not finish a tick");
    }
    return fenced(
        fence,
        counts,
        ", state = :state, reason = :reason, finished_at = clock_timestamp(), session_pid = null",
        update -> update.bind("state", state.name()).bind("reason", reason));
  }

  @Override
  public boolean leave(Fence fence, Counts counts, String reason) {
    return fenced(
        fence,
        counts,
        ", reason = :reason, session_pid = null",
        update -> update.bind("reason", reason));
  }

  @Override
  public boolean decline(Fence fence, Counts counts, String reason) {
    return fenced(
        fence,
        counts,
        ", reason = :reason, session_pid = null,"
            + " declined_by = array_append(array_remove(declined_by, node), node)",
        update -> update.bind("reason", reason));
  }

  private boolean fenced(
      Fence fence, Counts counts, String alsoSet, UnaryOperator<Update> alsoBind) {
    String statement =
        "update tick set "
            + COUNTS
            + alsoSet
            + " where scope = :fence.scope and instant = :fence.instant"
            + " and epoch = :fence.epoch and state = 'RUNNING'";
    return sql.ask(
        "write tick " + fence.tick(),
        handle ->
            alsoBind
                    .apply(
                        handle
                            .createUpdate(statement)
                            .bindMethods("fence", fence)
                            .bindMethods("counts", counts))
                    .execute()
                == 1);
  }

  @Override
  public void attempt(
      Tick tick, String node, AttemptOutcome outcome, Optional<Long> epoch, String detail) {
    sql.ask(
        "record an attempt at " + tick,
        handle -> Attempts.record(handle, tick, node, outcome, epoch, detail));
  }
}

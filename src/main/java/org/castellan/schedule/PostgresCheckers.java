package org.castellan.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The checkers as PostgreSQL's ledger knows them. Thread-safe. */
public final class PostgresCheckers implements Checkers {

  private static final String RUN_NOW =
      "with "
          + Sql.GRID
          + """
          , newest as (
            select max(t.instant) as instant from rule r join tick t on t.scope = r.scope
             where r.whole = :scope and r.present and t.instant >= r.grid)
          insert into tick (scope, instant, state, requested)
          select r.scope, date_trunc('milliseconds', r.now), 'REQUESTED', true
            from rule r
           where r.whole = :scope and r.present
             and not exists (
               select 1 from newest n join rule o on o.whole = r.whole and o.present
                 left join tick t on t.scope = o.scope and t.instant = n.instant
                where n.instant is not null and t.finished_at is null)
          on conflict (scope, instant) do nothing
          returning instant
          """;

  private final Sql sql;
  private final Consumer<String> requested;

  /**
   * @param requested is told the scope of a checker that has something new to do, so that this
   *     replica looks at once; others find it at their next poll
   */
  public PostgresCheckers(Jdbi jdbi, Consumer<String> requested) {
    this.sql = new Sql(jdbi);
    this.requested = requested;
  }

  public PostgresCheckers(Jdbi jdbi) {
    this(jdbi, scope -> {});
  }

  @Override
  public List<CheckerStatus> all() {
    return sql.ask("list the checkers", handle -> CheckerStatuses.read(handle, Optional.empty()));
  }

  @Override
  public Optional<CheckerStatus> find(String scope) {
    return sql
        .ask("find checker " + scope, handle -> CheckerStatuses.read(handle, Optional.of(scope)))
        .stream()
        .findFirst();
  }

  @Override
  public List<TickRecord> ticks(String scope, Optional<Instant> before, int limit) {
    return sql.ask(
        "list the ticks of checker " + scope,
        handle -> TickRecords.newest(handle, scope, before, limit));
  }

  @Override
  public Optional<Tick> runNow(String scope) {
    var tick = sql.transact("request a tick of checker " + scope, handle -> request(handle, scope));
    tick.ifPresent(found -> requested.accept(scope));
    return tick;
  }

  /** Two statements, so that the second one sees what a rival did before it gave up the lock. */
  private static Optional<Tick> request(Handle handle, String scope) {
    Sql.lockShards(handle, scope);
    return handle.createQuery(RUN_NOW).bind("scope", scope).mapTo(Instant.class).stream()
        .findFirst()
        .map(instant -> new Tick(scope, instant));
  }

  @Override
  public void pause(String scope, boolean paused) {
    sql.ask(
        "pause or resume checker " + scope,
        handle ->
            handle
                .createUpdate(
                    """
                    update checker set paused = :paused, updated_at = clock_timestamp()
                     where scope = :scope and paused <> :paused
                    """)
                .bind("scope", scope)
                .bind("paused", paused)
                .execute());
    if (!paused) {
      requested.accept(scope);
    }
  }
}

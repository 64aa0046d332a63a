package org.castellan.schedule;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** The package's way to the database, with one kind of failure. */
final class Sql {

  /**
   * The one moment of a statement, and the grid of a checker at that moment. A shard goes by the
   * row of its whole scope; {@code present} are those into which the scope is split now.
   */
  static final String GRID =
      """
      moment as materialized (select clock_timestamp() as now),
      rule as materialized (
        select p.scope, c.scope as whole, c.interval_ms, c.cap_ms, c.paused, c.shards, m.now,
               p.shards = c.shards and (p.part_of is null) = (c.shards = 1) as present,
               c.interval_ms * interval '1 millisecond' as step,
               date_bin(c.interval_ms * interval '1 millisecond', m.now, timestamptz 'epoch') as grid
          from checker p join checker c on c.scope = coalesce(p.part_of, p.scope)
         cross join moment m)
      """;

  private final Jdbi jdbi;

  Sql(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  <T> T ask(String what, HandleCallback<T, RuntimeException> question) {
    try {
      return jdbi.withHandle(question);
    } catch (JdbiException e) {
      throw failed(what, e);
    }
  }

  <T> T transact(String what, HandleCallback<T, RuntimeException> work) {
    try {
      return jdbi.inTransaction(work);
    } catch (JdbiException e) {
      throw failed(what, e);
    }
  }

  /** Serialises what decides about a scope's ticks, until the transaction ends. */
  static boolean lockScope(Handle handle, String scope) {
    return handle
        .createQuery("select 1 from checker where scope = :scope for no key update")
        .bind("scope", scope)
        .mapTo(int.class)
        .findOne()
        .isPresent();
  }

  /** The same for a scope and whatever it is split into. */
  static void lockShards(Handle handle, String scope) {
    handle
        .createQuery(
            """
            select 1 from checker where scope = :scope or part_of = :scope
             order by scope for no key update
            """)
        .bind("scope", scope)
        .mapTo(int.class)
        .list();
  }

  /** JDBI's own messages tell the statement and its arguments; the innermost one is enough. */
  private static ScheduleException failed(String what, JdbiException e) {
    Throwable innermost = e;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return new ScheduleException("could not " + what + ": " + innermost.getMessage(), e);
  }
}

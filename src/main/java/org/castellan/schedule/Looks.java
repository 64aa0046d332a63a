package org.castellan.schedule;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What the ledger shows of the checkers at one moment, in one query. */
final class Looks {

  private static final String ALL =
      "with "
          + Sql.GRID
          + """
          select r.scope, r.now, r.grid, r.interval_ms, r.paused,
                 t.instant, t.state, t.requested, t.epoch
            from rule r left join lateral (
              select instant, state, requested, epoch, session_pid from tick
               where scope = r.scope and instant >= r.grid
               order by instant desc limit 1) t on true
           where r.present
          """;

  /** What was left over comes first, and each replica begins elsewhere. */
  private static final String SHARDS =
      ALL
          + """
          and r.whole = :scope
           order by coalesce(t.epoch, 0) > 0,
                    (select max(d.instant) from tick d where d.scope = r.scope and d.state = 'DONE')
                      nulls first,
                    hashtext(r.scope || :node)
          """;

  private static final String ORPHANS =
      ALL
          + """
          and r.whole = :scope and t.state = 'RUNNING'
             and (t.session_pid is null or t.session_pid not in (
               select pid from pg_locks where locktype = 'advisory' and granted))
           order by hashtext(r.scope || :node)
          """;

  private Looks() {}

  static List<Outlook> all(Handle handle) {
    try (Query query = handle.createQuery(ALL)) {
      return query.map(Rows::outlook).list();
    }
  }

  /** Empty when the scope has never been configured. */
  static List<Outlook> shards(Handle handle, String scope, String node) {
    return of(handle, SHARDS, scope, node);
  }

  static List<Outlook> orphans(Handle handle, String scope, String node) {
    return of(handle, ORPHANS, scope, node);
  }

  private static List<Outlook> of(Handle handle, String sql, String scope, String node) {
    try (Query query = handle.createQuery(sql)) {
      return query.bind("scope", scope).bind("node", node).map(Rows::outlook).list();
    }
  }
}

package org.castellan.cluster;

/** What a run must not leave in the database. */
final class Leftovers {

  /**
   * A replica's connections for requests, checkers, health checks and locks, and some more: a
   * server's pool grows by a few at a time.
   */
  static final int SESSIONS = 20 + 8 + 2 + 4 + 16;

  /** A row in words for each. */
  static final String SQL =
      """
      select 'an advisory lock of ' || a.application_name
        from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'advisory'
      union all
      select 'a session of ' || application_name || ' that is ' || state from pg_stat_activity
       where state like 'idle in transaction%' and application_name like 'castellan/%'
      union all
      select count(*) || ' sessions of ' || split_part(application_name, ' ', 1)
        from pg_stat_activity where application_name like 'castellan/%'
       group by split_part(application_name, ' ', 1) having count(*) > <SESSIONS>
      union all
      select 'a claim of ' || claimed_by || ' on ' || name from cas_backend
       where claim_expires_at > clock_timestamp()
      union all
      select 'a tick that is ' || state from tick where finished_at is null
      """
          .replace("<SESSIONS>", Integer.toString(SESSIONS));

  private Leftovers() {}
}

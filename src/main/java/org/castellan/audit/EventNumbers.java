package org.castellan.audit;

import org.jdbi.v3.core.Handle;

/**
 * Gives events their places in the stream: to committed rows only and under a lock, so that nothing
 * ever appears below a number that was read before.
 */
final class EventNumbers {

  private static final int AT_ONCE = 1000;

  /** The lock is PostgreSQL's own until the statement has committed: no client can keep it. */
  private static final String GIVE =
      """
      with turn as materialized (
        select pg_try_advisory_xact_lock(hashtextextended('castellan:event-numbers', 0)) as mine),
      waiting as materialized (
        select w.id, nextval('event_number') as number
          from (select e.id from event e cross join turn t
                 where t.mine and e.number is null order by e.id limit :limit) w)
      update event set number = w.number
        from waiting w where event.id = w.id and event.number is null
      """;

  private EventNumbers() {}

  /**
   * Gives numbers to some.
   *
   * @return how many; none when somebody else is at it: those will be read next time
   */
  static int give(Handle handle) {
    return handle.createUpdate(GIVE).bind("limit", AT_ONCE).execute();
  }

  static void giveAll(Handle handle) {
    while (give(handle) == AT_ONCE) {
      // There may be more.
    }
  }
}

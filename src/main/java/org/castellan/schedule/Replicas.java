package org.castellan.schedule;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * The replicas of the cluster, each of which reports itself from time to time. Times are the
 * database's. Thread-safe. Throws {@link ScheduleException} when the database could not be asked.
 */
public final class Replicas {

  private static final String SEEN =
      """
      select id, address, version, started_at, last_seen_at, gone_at is not null as gone,
             clock_offset_ms, coalesce(poolers, '{}') as poolers,
             array(select s.key from jsonb_each_text(settings) s order by s.key) as names,
             array(select s.value from jsonb_each_text(settings) s order by s.key) as values
        from node
       where last_seen_at > clock_timestamp() - :window * interval '1 millisecond'
       order by id
      """;

  private final Sql sql;
  private final ReplicaReport self;
  private final Beat beat;

  /**
   * @param clock this replica's own, to be compared with the database's
   */
  public Replicas(Jdbi jdbi, ReplicaReport self, InstantSource clock) {
    this.sql = new Sql(jdbi);
    this.self = self;
    this.beat = new Beat(self, clock);
  }

  /** Has the next reports tell which ways of this replica to PostgreSQL go through a pooler. */
  public void behind(List<String> poolers) {
    beat.behind(poolers);
  }

  /**
   * Reports this replica, forgets those that have not been seen for a day, and looks at all
   * checkers: one visit to the database, all that a replica asks of it between two ticks. Notes
   * which others are gone; a replica that was not seen lately itself judges nobody, because it may
   * be the database that was away.
   *
   * @param window not seen for so long, a replica is gone
   */
  public List<Outlook> round(Duration window) {
    return sql.ask(
        "report replica " + self.id() + " and look at the checkers",
        handle -> {
          beat.send(handle, window);
          return Looks.all(handle);
        });
  }

  /** Those that reported themselves in the last {@code window}, this one included; by id. */
  public List<ReplicaNode> seenWithin(Duration window) {
    return sql.ask(
        "list the replicas",
        handle ->
            handle.createQuery(SEEN).bind("window", window.toMillis()).map(Rows::replica).list());
  }

  /** Whether another replica than this one reported itself in the last {@code window}. */
  public boolean hasPeers(Duration window) {
    return seenWithin(window).stream().anyMatch(replica -> !replica.id().equals(self.id()));
  }
}

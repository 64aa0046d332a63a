package org.castellan.schedule;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;

/**
 * The replicas of the cluster, each of which reports itself from time to time. Times are the
 * database's. Thread-safe. Throws {@link ScheduleException} when the database could not be asked.
 */
public final class Replicas {

  private final Sql sql;
  private final String nodeId;
  private final String address;
  private final String version;
  private final AtomicBoolean known = new AtomicBoolean();

  /**
   * @param nodeId unlike any other replica's
   * @param address where administrators find this replica
   */
  public Replicas(Jdbi jdbi, String nodeId, String address, String version) {
    this.sql = new Sql(jdbi);
    this.nodeId = nodeId;
    this.address = address;
    this.version = version;
  }

  /** Reports this replica, and forgets those that have not been seen for a day. */
  public void beat() {
    sql.ask(
        "report replica " + nodeId,
        handle ->
            handle
                .createUpdate(
                    """
                    with moment as materialized (select clock_timestamp() as now),
                    gone as (
                      delete from node using moment
                       where last_seen_at < now - interval '1 day' and id <> :id)
                    insert into node (id, address, version, started_at, last_seen_at)
                    select :id, :address, :version, now, now from moment
                    on conflict (id) do update
                       set address = excluded.address, version = excluded.version,
                           last_seen_at = excluded.last_seen_at,
                           started_at = case when :known then node.started_at
                                             else excluded.started_at end
                    """)
                .bind("id", nodeId)
                .bind("address", address)
                .bind("version", version)
                .bind("known", known.get())
                .execute());
    known.set(true);
  }

  /** Those that reported themselves in the last {@code window}, this one included; by id. */
  public List<ReplicaNode> seenWithin(Duration window) {
    return sql.ask(
        "list the replicas",
        handle ->
            handle
                .createQuery(
                    """
                    select id, address, version, started_at, last_seen_at from node
                     where last_seen_at > clock_timestamp() - :window * interval '1 millisecond'
                     order by id
                    """)
                .bind("window", window.toMillis())
                .map(
                    row ->
                        new ReplicaNode(
                            Rows.text(row, "id"),
                            Rows.text(row, "address"),
                            Rows.text(row, "version"),
                            Rows.instant(row, "started_at"),
                            Rows.instant(row, "last_seen_at")))
                .list());
  }

  /** Whether another replica than this one reported itself in the last {@code window}. */
  public boolean hasPeers(Duration window) {
    return seenWithin(window).stream().anyMatch(replica -> !replica.id().equals(nodeId));
  }
}

package org.castellan.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * A replica's reports of itself. Each also measures how far its clock is off the database's, which
 * the next one tells. Thread-safe.
 */
final class Beat {

  /** The answer to a question that took longer says too little of the clock. */
  private static final Duration SHARP = Duration.ofSeconds(2);

  private static final String REPORT =
      """
      with moment as materialized (
        select now, now - :window * interval '1 millisecond' as since
          from (select clock_timestamp() as now) clock),
      forgotten as (
        delete from node using moment
         where last_seen_at < now - interval '1 day' and id <> :id),
      changed as materialized (
        select n.id from node n cross join moment m
         where n.id <> :id and (n.gone_at is null) = (n.last_seen_at < m.since)
           and n.last_seen_at >= m.now - interval '1 day'
           and exists (select from node me
                        where me.id = :id and me.last_seen_at >= m.since)
           for update of n skip locked),
      noted as (
        update node n set gone_at = case when n.last_seen_at < m.since then m.now end
          from moment m, changed c where n.id = c.id)
      insert into node (id, address, version, started_at, last_seen_at,
                        clock_offset_ms, lease_ms, poolers, settings)
      select :id, :address, :version, now, now,
             cast(:offset as bigint), :lease, :poolers, jsonb_object(:names, :values)
        from moment
      on conflict (id) do update
         set address = excluded.address, version = excluded.version,
             last_seen_at = excluded.last_seen_at, gone_at = null,
             clock_offset_ms = excluded.clock_offset_ms, lease_ms = excluded.lease_ms,
             poolers = excluded.poolers, settings = excluded.settings,
             started_at = case when :known then node.started_at
                               else excluded.started_at end
      returning last_seen_at
      """;

  private final ReplicaReport self;
  private final InstantSource clock;
  private final AtomicBoolean known = new AtomicBoolean();
  private volatile List<String> poolers = List.of();
  private volatile Optional<Duration> offset = Optional.empty();

  Beat(ReplicaReport self, InstantSource clock) {
    this.self = self;
    this.clock = clock;
  }

  void behind(List<String> found) {
    poolers = List.copyOf(found);
  }

  /** The first one is followed by another, so that the clock is told of at once. */
  void send(Handle handle, Duration window) {
    measure(handle, window);
    if (!known.getAndSet(true)) {
      measure(handle, window);
    }
  }

  private void measure(Handle handle, Duration window) {
    Instant before = clock.instant();
    Instant database = report(handle, window);
    Duration took = Duration.between(before, clock.instant());
    if (!took.isNegative() && took.compareTo(SHARP) <= 0) {
      offset = Optional.of(Duration.between(database, before.plus(took.dividedBy(2))));
    }
  }

  private Instant report(Handle handle, Duration window) {
    var settings = List.copyOf(self.settings().entrySet());
    try (Query query = handle.createQuery(REPORT)) {
      return query
          .bind("id", self.id())
          .bind("address", self.address())
          .bind("version", self.version())
          .bind("known", known.get())
          .bind("window", window.toMillis())
          .bind("offset", offset.map(Duration::toMillis).orElse(null))
          .bind("lease", self.lease().toMillis())
          .bindArray("poolers", String.class, poolers)
          .bindArray("names", String.class, settings.stream().map(Map.Entry::getKey).toList())
          .bindArray("values", String.class, settings.stream().map(Map.Entry::getValue).toList())
          .mapTo(Instant.class)
          .one();
    }
  }
}

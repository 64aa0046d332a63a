package org.castellan.lock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;

/** Asks PostgreSQL itself who holds locks. Thread-safe. */
public final class LockHolders {

  /** An advisory lock's key is shown in two halves. */
  private static final String HOLDERS =
      """
      select k.name, a.pid, host(a.client_addr) as address,
             extract(epoch from clock_timestamp() - a.backend_start) * 1000 as age_ms,
             greatest(0, extract(epoch from clock_timestamp() - a.state_change) * 1000)
               as silence_ms
        from unnest(:names, :keys) as k (name, key)
        join pg_locks l on l.locktype = 'advisory' and l.granted and l.objsubid = 1
          and cast(l.classid as bigint) << 32 | cast(l.objid as bigint) = k.key
          and l.database = (select oid from pg_database where datname = current_database())
        join pg_stat_activity a on a.pid = l.pid
       order by k.name, a.pid
      """;

  private final Jdbi jdbi;

  public LockHolders(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The sessions that hold any of these locks now, by name. */
  public List<LockHolder> of(List<LockKey> keys) {
    String[] names = keys.stream().map(LockKey::name).toArray(String[]::new);
    Long[] numbers = keys.stream().map(LockKey::advisoryKey).toArray(Long[]::new);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(HOLDERS)
                .bindArray("names", String.class, (Object[]) names)
                .bindArray("keys", Long.class, (Object[]) numbers)
                .map(LockHolders::holder)
                .list());
  }

  private static LockHolder holder(RowView row) {
    return new LockHolder(
        new LockKey(row.getColumn("name", String.class)),
        row.getColumn("pid", Integer.class),
        Optional.ofNullable(row.getColumn("address", String.class)),
        Duration.ofMillis(row.getColumn("age_ms", Long.class)),
        Duration.ofMillis(row.getColumn("silence_ms", Long.class)));
  }
}

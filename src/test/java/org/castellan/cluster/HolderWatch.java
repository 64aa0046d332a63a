package org.castellan.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.castellan.cluster.History.Holders;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Looks into PostgreSQL's lock table ten times a second. While the database is away, it sees
 * nothing.
 */
final class HolderWatch implements AutoCloseable {

  /** The session's application name tells the replica: {@code castellan/<node> lock}. */
  private static final String HOLDERS =
      """
      select split_part(split_part(a.application_name, '/', 2), ' ', 1)
        from pg_locks l join pg_stat_activity a using (pid)
       where l.locktype = 'advisory' and l.granted and l.objsubid = 1
         and (l.classid::bigint << 32 | l.objid::bigint)
             = ('x' || left(encode(sha256('castellan:checker:defaults'), 'hex'), 16))::bit(64)::bigint
      """;

  private final Jdbi jdbi;
  private final List<Holders> seen = new ArrayList<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  HolderWatch(Jdbi jdbi) {
    this.jdbi = jdbi;
    var unused = timer.scheduleWithFixedDelay(this::look, 0, 100, TimeUnit.MILLISECONDS);
  }

  List<String> now() {
    return jdbi.withHandle(handle -> handle.createQuery(HOLDERS).mapTo(String.class).list());
  }

  private void look() {
    try {
      note(new Holders(Instant.now(), now()));
    } catch (JdbiException e) {
      // The database is away, which some cases are about.
    }
  }

  private synchronized void note(Holders holders) {
    seen.add(holders);
  }

  synchronized List<Holders> seen() {
    return List.copyOf(seen);
  }

  synchronized void forget() {
    seen.clear();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}

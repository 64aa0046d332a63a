package org.castellan.runtime.start;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.castellan.lock.Pooler;

/** Finds out which of a replica's ways to PostgreSQL go through a pooler. */
public record PoolerSearch(DataSource locks, DataSource work) {

  private static final Logger LOG = System.getLogger(PoolerSearch.class.getName());

  /** The pools that do, as {@code locks} and {@code work}, which is told in the log, too. */
  public List<String> found() {
    List<String> found = Stream.concat(name("locks", locks), name("work", work)).toList();
    if (!found.isEmpty()) {
      LOG.log(
          Level.INFO,
          "Connections go through a pooler such as PgBouncer: {0}",
          String.join(", ", found));
    }
    return found;
  }

  private static Stream<String> name(String pool, DataSource source) {
    return Pooler.isBefore(source).filter(is -> is).map(is -> pool).stream();
  }
}

package org.castellan.web.problem;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.List;
import org.castellan.lock.LockException;
import org.jdbi.v3.core.ConnectionException;

/** Tells a database that cannot serve right now from a mistake of ours. */
final class DatabaseFailure {
  /**
   * Classes and codes of SQLSTATE that pass by themselves: connection, resources, operator
   * intervention and timeouts, deadlock, lock timeout, idle in transaction.
   */
  private static final List<String> PASSING = List.of("08", "53", "57", "40", "55P03", "25P03");

  private DatabaseFailure() {}

  static boolean explains(Throwable exception) {
    return Causes.of(exception).anyMatch(DatabaseFailure::isOne);
  }

  private static boolean isOne(Throwable cause) {
    // Without a connection JDBI throws its own, whatever the pool threw.
    return cause instanceof ConnectionException
        || cause instanceof LockException
        || cause instanceof SQLTransientException
        || cause instanceof SQLNonTransientConnectionException
        || (cause instanceof SQLException failure && passes(failure.getSQLState()));
  }

  private static boolean passes(@org.jspecify.annotations.Nullable String state) {
    return state != null && PASSING.stream().anyMatch(state::startsWith);
  }
}

package org.castellan.runtime.container;

import java.time.Duration;

/**
 * What a database session may take, so that a frozen replica blocks nobody for longer than its
 * lease and a dead network is noticed.
 *
 * @param idleInTransaction before the server ends the session; shorter than the lease
 * @param lock waiting for a row
 * @param statement one statement
 */
record SessionLimits(Duration idleInTransaction, Duration lock, Duration statement) {

  static final int CONNECT_SECONDS = 5;

  /** Longer than any statement may take: it only ends reads from a server that is gone. */
  static final int SOCKET_SECONDS = 40;

  static SessionLimits within(Duration lease) {
    return new SessionLimits(lease.dividedBy(2), Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  /** One statement, one round trip, for the life of the session. */
  String sql() {
    return """
    select set_config('idle_in_transaction_session_timeout', '%d', false),
           set_config('lock_timeout', '%d', false),
           set_config('statement_timeout', '%d', false)
    """
        .formatted(idleInTransaction.toMillis(), lock.toMillis(), statement.toMillis());
  }
}

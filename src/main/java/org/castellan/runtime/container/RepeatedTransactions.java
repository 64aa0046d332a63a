package org.castellan.runtime.container;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.jdbi.v3.core.transaction.SerializableTransactionRunner;

/**
 * Has a transaction run again, a few times, that PostgreSQL has ended to resolve a deadlock: then
 * nothing of it was written, and whoever it was at odds with goes on first. So what a transaction
 * does must be the database's alone. Thread-safe.
 */
public final class RepeatedTransactions implements JdbiPlugin {

  /** PostgreSQL's {@code deadlock_detected}. */
  private static final String DEADLOCK = "40P01";

  @Override
  public void customizeJdbi(Jdbi jdbi) {
    jdbi.setTransactionHandler(new SerializableTransactionRunner());
    jdbi.getConfig(SerializableTransactionRunner.Configuration.class)
        .setSerializationFailureSqlState(DEADLOCK);
  }
}

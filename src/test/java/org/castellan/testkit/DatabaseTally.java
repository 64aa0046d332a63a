package org.castellan.testkit;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleListener;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionHandler;

/**
 * What a Jdbi asks of its database: how often it borrows a connection, which some pools try first,
 * and how often it sends something. Thread-safe.
 */
public final class DatabaseTally {

  private final AtomicInteger borrowed = new AtomicInteger();
  private final AtomicInteger commits = new AtomicInteger();
  private final List<String> statements = new CopyOnWriteArrayList<>();

  private DatabaseTally() {}

  /** Counts from now on, for as long as the Jdbi lives. */
  public static DatabaseTally of(Jdbi jdbi) {
    var tally = new DatabaseTally();
    jdbi.setSqlLogger(tally.statementsOf());
    jdbi.getConfig(Handles.class).addListener(tally.borrowings());
    jdbi.setTransactionHandler(tally.new Commits(jdbi.getTransactionHandler()));
    return tally;
  }

  /** How often a connection was borrowed. */
  public int borrowed() {
    return borrowed.get();
  }

  /** What was sent and answered: statements and commits. */
  public int roundTrips() {
    return statements.size() + commits.get();
  }

  /** Those that were executed, in their order. */
  public List<String> statements() {
    return List.copyOf(statements);
  }

  public void forget() {
    borrowed.set(0);
    commits.set(0);
    statements.clear();
  }

  private SqlLogger statementsOf() {
    return new SqlLogger() {
      @Override
      public void logBeforeExecution(StatementContext context) {
        statements.add(context.getRenderedSql());
      }
    };
  }

  private HandleListener borrowings() {
    return new HandleListener() {
      @Override
      public void handleCreated(Handle handle) {
        borrowed.incrementAndGet();
      }
    };
  }

  private final class Commits extends DelegatingTransactionHandler {

    Commits(TransactionHandler handler) {
      super(handler);
    }

    /** Each handle its own, as without a tally: others' threads use the same Jdbi. */
    @Override
    public TransactionHandler specialize(Handle handle) throws SQLException {
      return new Commits(getDelegate().specialize(handle));
    }

    @Override
    public void commit(Handle handle) {
      commits.incrementAndGet();
      super.commit(handle);
    }
  }
}

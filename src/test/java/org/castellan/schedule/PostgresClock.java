package org.castellan.schedule;

import java.sql.SQLException;
import java.sql.Timestamp;
import javax.sql.DataSource;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** Puts a {@code clock_timestamp()} that a test sets before PostgreSQL's own. */
final class PostgresClock {

  private PostgresClock() {}

  /** An empty ledger in the real database, going by a clock that stands still; for one thread. */
  static LedgerInstance freshLedger(TestDatabase database) throws SQLException {
    return freshLedger(Jdbi.create(source(database).getConnection()));
  }

  /** The connections of {@code jdbi} must be of {@link #source}. */
  static LedgerInstance freshLedger(Jdbi jdbi) {
    jdbi.useHandle(
        handle -> {
          handle.execute("create schema if not exists test_clock");
          handle.execute("create table if not exists test_clock.moment (at timestamptz)");
          handle.execute("truncate test_clock.moment, tick, tick_attempt, checker, node");
          handle.execute("insert into test_clock.moment values (null)");
          handle.execute(
              """
              create or replace function test_clock.clock_timestamp() returns timestamptz
              language sql volatile as 'select at from test_clock.moment'
              """);
        });
    var clock = new SettableClock();
    clock.follow(
        now ->
            jdbi.useHandle(
                handle ->
                    handle.execute("update test_clock.moment set at = ?", Timestamp.from(now))));
    return new LedgerInstance(new PostgresLedger(jdbi), new PostgresCheckers(jdbi), clock);
  }

  static DataSource source(TestDatabase database) {
    var source = new PGSimpleDataSource();
    source.setURL(database.url());
    source.setCurrentSchema("test_clock,public,pg_catalog");
    return source;
  }
}

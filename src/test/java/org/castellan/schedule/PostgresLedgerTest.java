package org.castellan.schedule;

import java.sql.SQLException;
import org.castellan.testkit.OnEveryPostgres;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

@OnEveryPostgres
class PostgresLedgerTest extends LedgerContract {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Override
  LedgerInstance fresh() throws SQLException {
    return PostgresClock.freshLedger(DATABASE);
  }
}

package org.castellan.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

class SessionPinningTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  @Test
  void directConnectionsAndPoolsOfThemAreFit() throws SQLException {
    SessionPinning.require(db.dataSource());
    try (var pool = new SmallPool(db.dataSource())) {
      SessionPinning.require(pool.dataSource());
      SessionPinning.require(pool.dataSource());
      for (Connection session : pool.idle()) {
        assertThat(session.getAutoCommit()).isTrue();
        assertThat(session.getNetworkTimeout()).isZero();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2,LAST_USED_FIRST", "3,LAST_USED_FIRST", "2,IN_TURN", "3,IN_TURN"})
  void poolerInTransactionModeIsRefused(int sessions, TransactionPooler.Order order)
      throws SQLException {
    try (var pooler = new TransactionPooler(db.dataSource(), sessions, order)) {
      assertThatExceptionOfType(LockException.class)
          .isThrownBy(() -> SessionPinning.require(pooler.dataSource()))
          .withMessageContaining("pool_mode = session")
          .withMessageContaining("CASTELLAN_LOCK_DATASOURCE_JNDI");
    }
  }

  @Test
  void databaseThatIsNotThereIsNotCalledAPooler() {
    var source = new PGSimpleDataSource();
    source.setURL(db.url().replace("/test_", "/absent_"));
    assertThatExceptionOfType(LockException.class)
        .isThrownBy(() -> SessionPinning.require(source))
        .withMessageContaining("could not be checked");
  }
}

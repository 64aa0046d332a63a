package org.castellan.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

class BoundedDataSourceTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final BoundedDataSource bounded =
      new BoundedDataSource(db.dataSource(), 2, Duration.ofMillis(50));

  @Test
  void oneTooManyIsToldToComeBackLater() throws SQLException {
    try (Connection first = bounded.getConnection();
        Connection second = bounded.getConnection()) {
      assertThat(first).isNotEqualTo(second);
      var busy =
          catchThrowableOfType(SQLTransientConnectionException.class, bounded::getConnection);
      assertThat(busy.getSQLState()).isEqualTo(BoundedDataSource.BUSY);
    }
  }

  @Test
  void closingTwiceMakesRoomOnce() throws SQLException {
    Connection first = bounded.getConnection();
    first.close();
    first.close();
    try (Connection second = bounded.getConnection();
        Connection third = bounded.getConnection()) {
      assertThat(second.isValid(1) && third.isValid(1)).isTrue();
      assertThatThrownBy(bounded::getConnection).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aFailedConnectMakesRoomAgain() {
    var gone = new PGSimpleDataSource();
    gone.setURL("jdbc:postgresql://127.0.0.1:1/none");
    var one = new BoundedDataSource(gone, 1, Duration.ofMillis(50));
    for (int attempt = 0; attempt < 3; attempt++) {
      var refused = catchThrowableOfType(SQLException.class, one::getConnection);
      assertThat(refused.getSQLState()).isEqualTo("08001");
    }
  }

  @Test
  void theConnectionsOwnExceptionsComeThrough() throws SQLException {
    try (Connection connection = bounded.getConnection();
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("select nothing from nowhere"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> connection.prepareCall("x").execute())
          .isInstanceOf(SQLException.class);
    }
  }
}

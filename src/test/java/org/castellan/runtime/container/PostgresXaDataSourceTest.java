package org.castellan.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.castellan.runtime.settings.Settings;
import org.castellan.runtime.settings.Variable;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresXaDataSourceTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  @Test
  void everySessionIsBoundedAndNamesItsNode() throws SQLException {
    var source = new PostgresXaDataSource(settings(), " lock") {};
    var physical = source.getXAConnection("", "");
    try (var connection = physical.getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select current_setting('idle_in_transaction_session_timeout'),
                       current_setting('lock_timeout'), current_setting('statement_timeout'),
                       current_setting('application_name')
                """)) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("30s");
      assertThat(row.getString(2)).isEqualTo("10s");
      assertThat(row.getString(3)).isEqualTo("30s");
      assertThat(row.getString(4)).isEqualTo("castellan/n1 lock");
    } finally {
      physical.close();
    }
  }

  private static Settings settings() {
    var given =
        Map.of(
            Variable.DB_URL, db.url(),
            Variable.NODE_ID, "n1",
            Variable.ADMIN_TOKEN, "abcdefghijklmnopqrstuvwxyz",
            Variable.ENCRYPTION_KEYSET, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    return Settings.read(variable -> Optional.ofNullable(given.get(variable)));
  }
}

package org.castellan.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.castellan.runtime.settings.Settings;
import org.castellan.runtime.settings.Variable;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OwnerDataSourceTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.ofTwoRoles();

  private final Map<Variable, String> given =
      new EnumMap<>(
          Map.of(
              Variable.ADMIN_TOKEN, "dG9rZW4tdG9rZW4tdG9rZW4tdG9rZW4=",
              Variable.ENCRYPTION_KEYSET, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
              Variable.DB_URL, db.url()));

  @Test
  void connectsAsTheOwnerWhateverUserTheAddressHas() {
    String runtime = user(db.jdbi());
    given.put(Variable.DB_MIGRATION_USER, "owner_of_" + runtime);
    var owner = OwnerDataSource.of(db.dataSource(), read()).orElseThrow();
    assertThat(db.url()).contains("user=" + runtime);
    assertThat(user(Jdbi.create(owner))).isEqualTo("owner_of_" + runtime);
  }

  @Test
  void thereIsNoneUnlessItIsNamed() {
    assertThat(OwnerDataSource.of(db.dataSource(), read())).isEmpty();
  }

  private Settings read() {
    return Settings.read(variable -> Optional.ofNullable(given.get(variable)));
  }

  private static String user(Jdbi jdbi) {
    return jdbi.withHandle(
        handle -> handle.select("select current_user").mapTo(String.class).one());
  }
}

package org.castellan.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.castellan.testkit.Program;
import org.castellan.testkit.ScriptsPage;
import org.castellan.testkit.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The variables that pages have a shell set, as Castellan reads them in what that shell starts. */
class PastedSettingsTest {

  private static final Program OPENSSL = new Program("openssl", "openssl");

  private final ScriptsPage readme = ScriptsPage.kept("README.md");
  private final ScriptsPage security = ScriptsPage.kept("docs/security.md");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @Test
  void whatEachReplicaNeedsIsAllThatItNeeds() {
    Settings settings = settings("");
    assertThat(settings.database().url().value())
        .isEqualTo("jdbc:postgresql://db.example.org:5432/castellan");
    assertThat(settings.database().user()).isEqualTo("castellan");
  }

  @Test
  void anIssuerOfJwtsIsTrusted() {
    assertThat(settings(security.script("CASTELLAN_OIDC_ISSUER")).issuer())
        .hasValueSatisfying(
            issuer -> {
              assertThat(issuer.issuer()).isEqualTo("https://id.example.org/realms/platform");
              assertThat(issuer.audience()).isEqualTo("castellan");
              assertThat(issuer.claims().toString()).contains("castellan-admin=ADMIN");
            });
  }

  @Test
  void twoRolesInTheDatabaseAreTwo() {
    DatabaseSettings database = settings(security.script("CASTELLAN_DB_MIGRATION")).database();
    assertThat(database.user()).isEqualTo("castellan");
    assertThat(database.owner()).map(DatabaseSettings.Login::user).contains("castellan_owner");
  }

  private Settings settings(String more) {
    OPENSSL.require();
    Map<String, String> set = exported(readme.script("export CASTELLAN_DB_URL") + more);
    return Settings.read(variable -> Optional.ofNullable(set.get(variable.environmentName())));
  }

  private Map<String, String> exported(String script) {
    var set = new HashMap<String, String>();
    new Workspace(directory, Map.of())
        .run(script + "env")
        .lines()
        .filter(line -> line.startsWith("CASTELLAN_"))
        .forEach(line -> set.put(line.split("=", 2)[0], line.split("=", 2)[1]));
    return set;
  }
}

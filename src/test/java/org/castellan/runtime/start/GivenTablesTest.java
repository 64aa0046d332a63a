package org.castellan.runtime.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.castellan.audit.AuditChain;
import org.castellan.run.Ports;
import org.castellan.testkit.InstalledPostgres;
import org.castellan.testkit.ScriptsPage;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that were Castellan's own are given to another role by the SQL of docs/security.md. */
class GivenTablesTest {

  private static final String CASTELLAN = "castellan";
  private static final String OWNER = "castellan_owner";

  private final ScriptsPage page = ScriptsPage.kept("docs/security.md");

  @Test
  void castellanWorksOnThemAndCannotDeleteWhatIsOnRecord(@TempDir Path home) {
    try (var postgres = InstalledPostgres.start(home, Ports.free())) {
      var shell = postgres.shell(home);
      shell.run("createuser castellan && createdb --owner=castellan castellan");
      var own = postgres.database(CASTELLAN, CASTELLAN);
      new Database(own, Optional.empty()).migrate();
      shell.run(
          "psql --set=ON_ERROR_STOP=1 castellan <<'END'\n%sEND\n"
              .formatted(page.script("reassign owned")));
      new Database(own, Optional.of(postgres.database(CASTELLAN, OWNER))).migrate();
      Jdbi runtime = Jdbi.create(own);
      assertThat(new AuditChain(runtime).seal()).isZero();
      assertThatThrownBy(() -> runtime.useHandle(it -> it.execute("delete from audit_event")))
          .hasMessageContaining("permission denied for table audit_event");
    }
  }
}

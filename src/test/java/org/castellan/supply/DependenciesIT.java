package org.castellan.supply;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;
import org.castellan.run.Server;
import org.junit.jupiter.api.Test;

/** Runs on what {@code package} has made: the WAR and its bill of materials. */
class DependenciesIT {

  private static final Path PAGE = Path.of("docs", "dependencies.md");
  private static final String HEAD = "| library | version | licence |\n|---|---|---|\n";
  private static final String LIBRARIES = "WEB-INF/lib/";

  /** Those that ask for no more than being named. */
  private static final Set<String> PERMISSIVE =
      Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause");

  @Test
  void theBillListsWhatIsInTheWar() throws IOException {
    try (var war = new ZipFile(Server.WAR.toFile())) {
      List<String> libraries =
          war.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
              .map(name -> name.substring(LIBRARIES.length()))
              .toList();
      assertThat(Component.all())
          .extracting(Component::file)
          .containsExactlyInAnyOrderElementsOf(libraries);
    }
  }

  @Test
  void everyLicenceIsPermissive() throws IOException {
    assertThat(Component.all())
        .allSatisfy(each -> assertThat(each.licences()).isNotEmpty().isSubsetOf(PERMISSIVE));
  }

  @Test
  void thePageListsThemAll() throws IOException {
    String kept = Files.readString(PAGE);
    String table =
        HEAD + Component.all().stream().map(Component::row).collect(joining("\n", "", "\n"));
    String page = kept.substring(0, kept.indexOf(HEAD)) + table;
    Path anew = Files.writeString(Path.of("target", "dependencies.md"), page);
    assertThat(kept).as("docs/dependencies.md; %s has it anew", anew).isEqualTo(page);
  }
}

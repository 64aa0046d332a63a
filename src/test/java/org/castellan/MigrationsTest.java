package org.castellan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What migrations have to keep to, so that a newer replica can migrate while older ones work: who
 * waits for a second table with the first one locked may stop those who have the second one and
 * want the first, and then PostgreSQL ends one of the two.
 */
class MigrationsTest {

  private static final Path SCRIPTS = Path.of("src", "main", "resources", "db", "migration");

  /** Those before are on databases that are in use, and can only stay as they are. */
  private static final int FIRST = 11;

  private static final Pattern MADE = Pattern.compile("create table (\\w+)");
  private static final Pattern LOCKED =
      Pattern.compile(
          "alter table (\\w+)|index \\w+ on (\\w+)|trigger [^;]*? on (\\w+)|references (\\w+)");

  @Test
  void eachLocksOneTableThatWasThere() throws IOException {
    try (Stream<Path> scripts = Files.list(SCRIPTS)) {
      List<Path> newer = scripts.filter(script -> version(script) >= FIRST).toList();
      assertThat(newer).hasSizeGreaterThan(5);
      for (Path script : newer) {
        assertThat(locked(Files.readString(script))).as("%s", script).hasSizeLessThan(2);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alter table tick add column a int; create index a_b on validation (at)| tick validation",
        "create table a (id int); create index a_id on a (id)| ''",
        "create table a (b uuid references cas_backend)| cas_backend",
        "create trigger a after update of b on tick for each row execute function c()| tick"
      })
  void whatAScriptLocks(String script, String tables) {
    assertThat(String.join(" ", locked(script))).isEqualTo(tables);
  }

  private static Set<String> locked(String script) {
    var tables = new TreeSet<String>();
    LOCKED
        .matcher(script)
        .results()
        .flatMap(found -> Stream.of(1, 2, 3, 4).map(found::group))
        .filter(table -> table != null)
        .forEach(tables::add);
    MADE.matcher(script).results().map(found -> found.group(1)).forEach(tables::remove);
    return tables;
  }

  /** 0 of what is no script. */
  private static int version(Path script) {
    String digits = script.getFileName().toString().replaceFirst("^V(\\d+)__.*$", "$1");
    return digits.matches("\\d+") ? Integer.parseInt(digits) : 0;
  }
}

package org.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CastellanTest {

  private final CommandLineUser user = new CommandLineUser(Map.of(), "", false);

  @Test
  void helpNeedsNoServer() {
    assertThat(user.ok("--help")).contains("CASTELLAN_TOKEN_FILE", "Exit status:", "organizations");
    assertThat(user.ok("artifacts", "put", "--help")).contains("ORGANIZATION FILE", "--output");
    assertThat(user.ok("completion")).contains("complete -F _complete_castellan");
    assertThat(user.ok("--version")).startsWith("castellan ");
  }

  @Test
  void helpSaysWhatEachExitStatusMeans() {
    assertThat(user.ok("--help").lines().map(String::strip).toList())
        .filteredOn(line -> line.matches("\\d+ {2,}\\S.*"))
        .extracting(line -> Integer.valueOf(line.split(" ", 2)[0]))
        .containsExactlyElementsOf(Stream.of(ExitStatus.values()).map(ExitStatus::code).toList());
  }

  @Test
  void aWrongCommandIsAWrongUse() {
    for (String line :
        new String[] {
          "",
          "nothing",
          "backends",
          "backends list",
          "backends list a b",
          "artifacts get acme nothing f",
          "organizations list --output xml",
          "organizations create acme --quota much",
          "organizations list --token t",
          "organizations list"
        }) {
      Object[] arguments = Stream.of(line.split(" ")).filter(word -> !word.isEmpty()).toArray();
      assertThat(user.run(arguments).status()).as(line).isEqualTo(2);
    }
  }

  @Test
  void aDefectIsToldAsOne() {
    var broken =
        new CommandLineUser(
            Map.of("CASTELLAN_SERVER", "http://a", "CASTELLAN_TOKEN_FILE", "\0"), "", false);
    var outcome = broken.run("checkers", "list");
    assertThat(outcome.status()).isEqualTo(70);
    assertThat(outcome.err()).contains("a defect of this program");
  }
}

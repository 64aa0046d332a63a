package org.castellan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.castellan.testkit.NamedTests;
import org.junit.jupiter.api.Test;

class SecurityPageTest {
  private static final Path PAGE = Path.of("docs", "security.md");

  @Test
  void eachTestThatThePageNamesIsThere() {
    assertThat(NamedTests.of(PAGE)).contains("ApiFuzzTest", "FenceTest");
    assertThat(NamedTests.missing(PAGE)).isEmpty();
  }

  @Test
  void eachThreatHasWhatStandsAgainstItAndItsTest() throws IOException {
    assertThat(threats())
        .hasSizeGreaterThan(20)
        .allMatch(row -> row.matches("\\| [^|]+ \\| [^|]+ \\| [^|]*`\\w+(Test|IT)[.`][^|]* \\|"));
  }

  /** The rows of the table, without those that only group others. */
  private static List<String> threats() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    int table = lines.indexOf("| threat | what stands against it | shown by |");
    return lines.stream()
        .skip(table + 2L)
        .takeWhile(line -> line.startsWith("|"))
        .filter(line -> !line.startsWith("| **"))
        .toList();
  }
}

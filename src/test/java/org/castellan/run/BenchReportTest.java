package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one run did not measure, the document still has from an earlier one. */
class BenchReportTest {

  @Test
  void whatItWroteItReadsAgain() {
    Map<String, String> written = Map.of("b.md", "## B\n\n| b |", "a.md", "## A\n\nwords");
    Map<String, String> read = BenchReport.sections(BenchReport.document(written));
    assertThat(read).containsOnlyKeys("a.md", "b.md");
    assertThat(read.values()).map(String::strip).containsExactly("## A\n\nwords", "## B\n\n| b |");
  }

  @Test
  void filesComeInTheirOrder() {
    String document = BenchReport.document(Map.of("b.md", "## B", "a.md", "## A"));
    assertThat(document).containsSubsequence("# Benchmarks", "## A", "## B");
  }
}

package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KitMatrixTest {

  private static final KitMatrix KEPT =
      matrix(
          "ProbeContract|wrong secret|A|AUTHENTICATION|",
          "ProbeContract|read only|A|AUTHORIZATION|by a proxy",
          "BrokenPutContract|long stream|A|passes|",
          "BrokenPutContract|short stream|A|passes|",
          "BrokenPutContract|short stream|B|passes|");

  @Test
  void whatIsWrittenIsReadAgain() {
    assertThat(KitMarkdown.read(KitMarkdown.write(KEPT))).isEqualTo(KEPT);
  }

  @Test
  void eachKitHasATableWithAColumnForEachProviderThatRanIt() {
    assertThat(KitMarkdown.write(KEPT))
        .isEqualTo(
            """
            ### Broken put

            | case | A | B |
            |---|---|---|
            | long stream | passes | – |
            | short stream | passes | passes |

            ### Probe

            | case | A |
            |---|---|
            | read only | AUTHORIZATION (by a proxy) |
            | wrong secret | AUTHENTICATION |
            """);
  }

  @Test
  void whatWasSeenReplacesWhatIsKept() {
    KitMatrix seen = matrix("BrokenPutContract|short stream|B|FAILS|");
    assertThat(KitMarkdown.write(seen.over(KEPT))).contains("| short stream | passes | FAILS |");
  }

  @Test
  void whatDidNotRunStays() {
    assertThat(matrix().over(KEPT)).isEqualTo(KEPT);
    KitMatrix seen = matrix("ProbeContract|wrong secret|A|AUTHENTICATION|");
    assertThat(seen.over(KEPT)).isEqualTo(KEPT);
  }

  @Test
  void caseThatIsNoMoreGoesWhenAllKitsOfItsProviderRan() {
    KitMatrix seen =
        matrix(
            "ProbeContract|wrong secret|A|AUTHENTICATION|",
            "BrokenPutContract|short stream|A|passes|");
    assertThat(KitMarkdown.write(seen.over(KEPT)))
        .contains("| short stream | passes | passes |")
        .doesNotContain("read only");
  }

  @Test
  void testsThatDifferAreBothTold() {
    KitMatrix both =
        matrix(
            "ProbeContract|read only|A|AUTHORIZATION|by a proxy",
            "ProbeContract|read only|A|AUTHORIZATION|",
            "ProbeContract|read only|A|AUTHORIZATION|");
    assertThat(both.cells().values()).containsExactly("AUTHORIZATION (by a proxy); AUTHORIZATION");
  }

  @Test
  void nothingWasSeenWhereNoTestRan() {
    assertThat(KitMatrix.seen(Path.of("target", "no-such-directory")).cells()).isEmpty();
  }

  private static KitMatrix matrix(String... rows) {
    List<KitRow> parsed = Stream.of(rows).map(row -> KitRow.parse(row.replace('|', '\t'))).toList();
    return KitMatrix.of(parsed);
  }
}

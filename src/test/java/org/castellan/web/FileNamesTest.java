package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

  /** Headers may be as long as a megabyte on some servers. */
  @ParameterizedTest
  @ValueSource(strings = {"n", "\\n", ";", "%6e"})
  void aNameOfAnyLengthIsReadWithoutExhaustingTheStack(String piece) {
    String name = piece.repeat(300_000);
    assertThat(FileNames.of("attachment; filename=\"" + name + "\"")).isPresent();
    assertThat(FileNames.of("attachment; filename*=UTF-8''" + "n".repeat(300_000))).isPresent();
    assertThat(FileNames.of("attachment; filename=\"" + name)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "attachment; filename=\"a b.txt\" | a b.txt",
        "attachment; filename=a.txt | a.txt",
        "attachment;filename = a.txt | a.txt",
        "attachment; FileName=\"a.txt\"; size=3 | a.txt",
        "filename=a.txt | a.txt",
        "attachment; filename=\"a.txt\"; filename*=UTF-8''%C3%A9+.txt | é+.txt",
        "attachment; filename=\"../../etc/passwd\" | passwd",
        "attachment; filename=\"c:\\\\dir\\\\x.exe\" | x.exe",
        "attachment; filename=\"a\\\"b\" | a\"b",
        "attachment; filename*=UTF-8''%ZZ; filename=a | a"
      })
  void nameIsRead(String header, String name) {
    assertThat(FileNames.of(header)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "attachment",
        "inline; size=3",
        "attachment; filename=\"\"",
        "attachment; filename=..",
        "attachment; filename=\"a/\"",
        "attachment; filename*=UTF-8''%00%1F"
      })
  void noNameIsNone(String header) {
    assertThat(FileNames.of(header)).isEmpty();
    assertThat(FileNames.of(null)).isEmpty();
  }

  @Test
  void longNameIsCut() {
    assertThat(FileNames.of("attachment; filename=" + "x".repeat(300)).orElseThrow()).hasSize(255);
  }

  @Test
  void answerCannotBeSplit() {
    assertThat(FileNames.attachment(Optional.of("a\"; b=\r\nX: y\\é.txt"), "x"))
        .isEqualTo(
            "attachment; filename=\"a_; b=__X: y__.txt\";"
                + " filename*=UTF-8''a%22%3B%20b%3D%0D%0AX%3A%20y%5C%C3%A9.txt");
    assertThat(FileNames.attachment(Optional.empty(), "abc"))
        .isEqualTo("attachment; filename=\"abc\"");
  }
}

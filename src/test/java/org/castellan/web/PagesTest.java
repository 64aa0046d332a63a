package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages keep to the policy that {@link PageHeadersFilter} gives them. */
class PagesTest {
  private static final String INLINE =
      "(?is).*(<script(?![^>]*\\ssrc=)|<style|<base|<form[^>]*\\saction=|\\sstyle\\s*=|\\son[a-z]+\\s*=|javascript:"
          + "|(?<!href)=\\s*[\"']?(https?:)?//).*";

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "webapp"))) {
      return files.filter(file -> file.toString().endsWith(".html")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void nothingInAPageIsInlineOrFromElsewhere(Path page) throws IOException {
    assertThat(Files.readString(page)).doesNotMatch(INLINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>x()</script>",
        "<script type=module>",
        "<STYLE>p{}</STYLE>",
        "<p style=\"color:red\">",
        "<a onclick='x()'>",
        "<a href=\"javascript:x()\">",
        "<base href=/>",
        "<img src=\"https://example.org/a.png\">",
        "<script src='//example.org/a.js'></script>"
      })
  void whatThePolicyForbidsIsFound(String html) {
    assertThat("<html>\n" + html + "\n</html>").matches(INLINE);
  }

  @Test
  void whatThePolicyAllowsIsNotMistaken() {
    for (String html :
        List.of(
            "<script src=\"app.js\" type=\"module\"></script>",
            "<link rel=\"stylesheet\" href=\"style.css\">",
            "<a href=\"https://example.org\">")) {
      assertThat(html).doesNotMatch(INLINE);
    }
  }
}

package org.castellan.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.castellan.web.PageHeadersFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages keep to the policy that {@link PageHeadersFilter} gives them, and each is one idea. */
class ConsoleFilesTest {

  private static final int LONGEST = 150;
  private static final Pattern VERSION = Pattern.compile("<lit-html.version>([^<]*)<");

  /** A style attribute in a template is as much refused as one in the page. */
  private static final Pattern INLINE =
      Pattern.compile(
          "(?i)<style|<base|<form[^>]*\\saction=|<script(?![^>]*\\ssrc=)|javascript:"
              + "|\\s(style|on[a-z]+)=|<[a-z][^<>]*\\s(style|on[a-z]+)\\s*=");

  private static final Pattern ELSEWHERE =
      Pattern.compile("(?i)((src|href|from|import)[=( ]*['\"]|(?<!href)=[\"']?)(https?:)?//");

  private static List<Path> files() throws IOException {
    try (var files = Files.walk(WebFiles.DIRECTORY)) {
      return files.filter(file -> file.toString().matches(".*\\.(js|html)")).toList();
    }
  }

  private static List<Path> modules() throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(".js")).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void nothingIsInline(Path file) {
    assertThat(read(file)).doesNotContainPattern(INLINE);
  }

  @ParameterizedTest
  @MethodSource("files")
  void nothingComesFromElsewhere(Path file) {
    assertThat(read(file)).doesNotContainPattern(ELSEWHERE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>x()</script>",
        "<script type=module>",
        "<STYLE>p{}</STYLE>",
        "<p style=\"color:red\">",
        "<p style = 'color:red'>",
        "<a onclick='x()'>",
        "<a href=\"javascript:x()\">",
        "<base href=/>",
        "<form action=\"/api\">"
      })
  void whatIsInlineIsFound(String html) {
    assertThat(html).containsPattern(INLINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src=\"https://example.org/a.png\">",
        "<img data-src=//example.org/a.png>",
        "<script src='//example.org/a.js'></script>",
        "import { html } from \"https://example.org/a.js\"",
        "import('https://example.org/a.js')"
      })
  void whatComesFromElsewhereIsFound(String text) {
    assertThat(text).containsPattern(ELSEWHERE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script src=\"app.js\" type=\"module\"></script>",
        "<link rel=\"stylesheet\" href=\"style.css\">",
        "<p @click=${once}>",
        "const once = 1;"
      })
  void whatThePolicyAllowsIsNotMistaken(String text) {
    assertThat(text).doesNotContainPattern(INLINE).doesNotContainPattern(ELSEWHERE);
  }

  /** A second one would be enforced as well, and no header's test would see it. */
  @ParameterizedTest
  @MethodSource("files")
  void policyIsTheHeadersAlone(Path file) {
    assertThat(read(file)).doesNotContainIgnoringCase("Content-Security-Policy");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void moduleIsOneIdea(Path module) {
    assertThat(read(module).lines()).hasSizeLessThanOrEqualTo(LONGEST);
  }

  @Test
  void libraryIsTheOneThatThePomBrings() {
    var version = VERSION.matcher(read(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(read(WebFiles.DIRECTORY.resolve("pages/page.js")))
        .contains("/webjars/lit-html/" + version.group(1) + "/lit-html.js");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.castellan.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConsoleFilesTest {

  private static final int LONGEST = 150;
  private static final Pattern VERSION = Pattern.compile("<lit-html.version>([^<]*)<");

  /** A style attribute in a template is as much refused as one in the page. */
  private static final Pattern INLINE =
      Pattern.compile("<style|\\sstyle=|\\son[a-z]+=|javascript:|<script(?![^>]*\\ssrc=)");

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
    assertThat(INLINE.matcher(read(file)).results().map(found -> found.group())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void nothingComesFromElsewhere(Path file) {
    assertThat(read(file)).doesNotContainPattern("(src|href|from|import)[=( ]*['\"](https?:)?//");
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

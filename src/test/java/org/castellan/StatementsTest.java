package org.castellan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the statements in the code have to keep to, so that two versions can run on one schema: a
 * plan that PostgreSQL keeps for "all columns" fails as soon as a newer version adds one.
 */
class StatementsTest {

  private static final Pattern ALL_COLUMNS =
      Pattern.compile("\\b(select|returning)\\s+\\*|\\b[a-z_]+\\.\\*(,| from\\b|$)");

  @Test
  void everyStatementNamesItsColumns() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      assertThat(files.filter(Files::isRegularFile).flatMap(StatementsTest::offences)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"select * from tick", "returning *", "select a.* from artifact a"})
  void findsThoseThatDoNot(String statement) {
    assertThat(ALL_COLUMNS.matcher(statement).find()).isTrue();
  }

  private static Stream<String> offences(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.stream()
          .filter(line -> !line.startsWith("import"))
          .filter(line -> ALL_COLUMNS.matcher(line).find())
          .map(line -> file + ": " + line.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

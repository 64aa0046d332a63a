package org.castellan.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users read about the settings is what the code does. */
class SettingsPageTest {

  @ParameterizedTest
  @EnumSource
  void thePageNamesEveryVariableWithItsDefault(Variable variable) throws IOException {
    String name = "`%s`".formatted(variable.environmentName());
    assertThat(Files.readAllLines(Path.of("docs", "settings.md")))
        .filteredOn(line -> line.startsWith("|") && line.contains(name))
        .singleElement()
        .asString()
        .contains(variable.defaultValue());
  }
}

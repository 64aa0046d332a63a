package org.castellan.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What users read about the settings is what the code does. */
class SettingsPageTest {

  @Test
  void thePageNamesEveryVariableWithItsDefaultAndBounds() throws IOException {
    SettingsPage written = SettingsPage.kept().written();
    if ("write".equals(System.getProperty("settings.page"))) {
      written.write();
    }
    assertThat(SettingsPage.kept().text())
        .as("docs/settings.md; %s mends it", SettingsPage.COMMAND)
        .isEqualTo(written.text());
  }

  @Test
  void thePageSaysWhatEachIs() throws IOException {
    assertThat(SettingsPage.kept().explained())
        .containsOnlyKeys(
            SettingsPage.listed().map(Variable::environmentName).toArray(String[]::new))
        .allSatisfy((name, is) -> assertThat(is).as(name).isNotEmpty());
  }

  @Test
  void aBoundIsTheCodesAndADefaultThatItHasNotIsThePages() throws IOException {
    assertThat(SettingsPage.kept().text())
        .contains("| `CASTELLAN_DB_POOL_SIZE` | `20` | `2` to `100` | connections")
        .contains("| `CASTELLAN_NODE_ADDRESS` | host name |");
  }
}
